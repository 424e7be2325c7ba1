# nodesnr: every command of the README. A plain "make" prints the help.
MAVEN ?= mvn
WORKERS ?=
SET ?=
SCALE ?= full
INPUTS ?= 1000000
NODESNR := target/nodesnr

ifeq ($(filter full quick all,$(SCALE)),)
$(error SCALE=$(SCALE): give full, quick or all)
endif
mnist := $(if $(filter quick,$(SCALE)),mnist-quick,mnist)
cifar10 := $(if $(filter quick,$(SCALE)),cifar10-quick,cifar10 $(if $(filter all,$(SCALE)),cifar10-rates cifar10-long cifar10-longer cifar10-input-size))

sources := $(shell find src/main pom.xml -type f)
# A commit changes the provenance that is baked into the build.
head := $(wildcard $(shell git rev-parse --git-path logs/HEAD 2>/dev/null))
options = $(if $(WORKERS),--workers $(WORKERS)) $(foreach pair,$(SET),--set '$(pair)')

.DEFAULT_GOAL := help
.PHONY: help build test fuzz demo reproduce-mnist reproduce-cifar10 sweep slurm figures report notebooks documents archive bench bench-libtorch ptx doctor install format clean

help: ## list the commands
	@echo "nodesnr: node-level SNR and generalisation (arXiv 2002.04687)"
	@echo
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "  WORKERS=n          worker processes (default: as many as cores)"
	@echo "  SET='a=1 b.c=2'    override keys of the config"
	@echo "  SCALE=quick        reproduce-mnist or reproduce-cifar10 in under 15 minutes"
	@echo "  SCALE=all          reproduce-cifar10 with its longer trainings and other input sizes"

build: $(NODESNR) ## compile; leaves the launcher at target/nodesnr

$(NODESNR): $(sources) $(head)
	@echo "building (the first time, Maven fetches about 400 MB)"
	@$(MAVEN) -q -B -Dstyle.color=never package -DskipTests
	@touch $(NODESNR)
	@echo "built: $(NODESNR)"

test: ## run every test and static check
	$(MAVEN) -B verify

fuzz: ## damage files and configs at random: INPUTS=1000000 takes about a quarter of an hour
	$(MAVEN) -q -B test -Dtest='*FuzzTest' -Dfuzz.inputs=$(INPUTS)
	@cat target/fuzz/*.txt

demo: $(NODESNR) ## the whole pipeline on made-up digits, offline, in under three minutes
	@$(NODESNR) run configs/demo.conf --offline $(options)

reproduce-mnist: $(NODESNR) ## the paper's MNIST experiment: data, sweep, tables, figures
	@$(NODESNR) run configs/$(mnist).conf $(options)

reproduce-cifar10: $(NODESNR) ## the paper's CIFAR-10 experiment
	@set -e; for experiment in $(cifar10); do $(NODESNR) run configs/$$experiment.conf $(options); done

sweep: $(NODESNR) ## sweep CONFIG=configs/my.conf [WORKERS=n] [SET='key=value ...']
	@test -n "$(CONFIG)" || { echo "make sweep needs CONFIG=..., such as CONFIG=configs/mnist.conf" >&2; exit 2; }
	@$(NODESNR) run "$(CONFIG)" $(options)

slurm: $(NODESNR) ## slurm CONFIG=configs/my.conf [SHARDS=4 TIME=12:00:00 PARTITION=cpu GPUS=1 WORKERS=4]: submit a job array
	@test -n "$(CONFIG)" || { echo "make slurm needs CONFIG=..., such as CONFIG=configs/mnist.conf" >&2; exit 2; }
	@$(NODESNR) slurm "$(CONFIG)" --submit $(options) $(if $(SHARDS),--shards $(SHARDS)) $(if $(TIME),--time $(TIME)) $(if $(PARTITION),--partition $(PARTITION)) $(if $(GPUS),--gpus $(GPUS))

figures: $(NODESNR) ## tables and figures again from every stored run, without training
	@$(NODESNR) figures

report: figures ## results/<experiment>/index.html, one page to open, with its tables and figures

notebooks: $(NODESNR) ## Jupyter notebooks of the stored tables and figures, in notebooks-export/
	@$(NODESNR) notebooks

documents: $(NODESNR) ## README.md and REPRODUCTION.md from docs/templates, with the numbers of the stored tables
	@$(NODESNR) documents

archive: $(NODESNR) ## nodesnr-records.zip: everything that was published, with checksums
	@$(NODESNR) archive

bench: $(NODESNR) ## measure the time of training and evaluation
	@$(NODESNR) bench

LIBTORCH := 2.10.0-1.5.13

ptx: ## compile the kernels of graphics cards anew, by NVIDIA's nvcc
	src/gpu/ptx

bench-libtorch: $(NODESNR) ## the same beside PyTorch's present library, which Maven gets (110 MB)
	@for jar in javacpp:1.5.13:jar javacpp:1.5.13:jar:linux-x86_64 openblas:0.3.31-1.5.13:jar openblas:0.3.31-1.5.13:jar:linux-x86_64 pytorch:$(LIBTORCH):jar pytorch:$(LIBTORCH):jar:linux-x86_64; do \
	  $(MAVEN) -q -B dependency:copy -Dartifact=org.bytedeco:$$jar -DoutputDirectory=target/libtorch || exit 1; done
	@$(NODESNR) bench --libtorch target/libtorch

doctor: $(NODESNR) ## what nodesnr finds on this machine, and what is missing
	@$(NODESNR) doctor

install: ## jar, sources and Javadoc into the local Maven repository: docs/library.md
	$(MAVEN) -q -B -Prelease install -DskipTests

format: ## format the sources
	@$(MAVEN) -q -B spotless:apply

clean: ## remove what was built; results stay
	@rm -rf target
