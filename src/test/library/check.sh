#!/bin/sh
# Installs nodesnr into a local Maven repository of its own and builds and runs the example of docs/library.md as a project
# that depends on it. Takes minutes, so it is no part of the tests; run it when pom.xml or org.nodesnr.api has changed:
#
#     src/test/library/check.sh
#
# What Maven has fetched before is linked, not fetched again: the user's own repository ($MAVEN_REPOSITORY, by default
# ~/.m2/repository) is read and not written. Needs Linux on x86-64, as the example runs on ND4J's native library.
set -eu
cd "$(dirname "$0")/../../.."
maven=${MAVEN:-mvn}
known=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
repository=$place/repository
mkdir -p "$repository"
test ! -d "$known" || cp -rs "$known/." "$repository"
rm -rf "$repository/org/nodesnr"

echo "== install"
$maven -q -B -Dmaven.repo.local="$repository" -Prelease install -DskipTests
version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' pom.xml)
installed=$repository/org/nodesnr/nodesnr/$version
for file in .jar -sources.jar -javadoc.jar .pom; do
  test -s "$installed/nodesnr-$version$file" || { echo "check: no nodesnr-$version$file was installed" >&2; exit 1; }
done
unzip -Z1 "$installed/nodesnr-$version.jar" | grep -v '/$' | sort > "$place/content"
(cd target/test-classes && find . -type f | sed 's:^\./::' | sort) > "$place/tests"
if comm -12 "$place/content" "$place/tests" | grep .; then
  echo "check: the jar holds what belongs to the tests" >&2
  exit 1
fi

echo "== a project that depends on it"
project=$place/consumer
mkdir -p "$project/src/main/java/example"
cp src/test/java/example/LibraryExample.java "$project/src/main/java/example"
sed "s/@VERSION@/$version/" src/test/library/consumer-pom.xml > "$project/pom.xml"
cd "$project"
$maven -q -B -Dmaven.repo.local="$repository" dependency:build-classpath -Dmdep.outputFile=brought -Dmdep.includeScope=runtime \
  -Dbare
tr ':' '\n' < brought | sed 's:.*/::' | sort > brought.names
echo "brought by nodesnr alone: $(wc -l < brought.names) jars, $(tr ':' '\n' < brought | xargs du -Lcm | tail -1 | cut -f1) MB"
if grep -E '^(nd4j-native|nd4j-cuda|deeplearning4j|tablesaw|xchart|picocli|config-|slf4j-simple|jhdf)' brought.names; then
  echo "check: a library brings what only the harness needs" >&2
  exit 1
fi
$maven -q -B -Dmaven.repo.local="$repository" compile dependency:build-classpath -Dmdep.outputFile=classpath
java -Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2 -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
  -cp "target/classes:$(cat classpath)" example.LibraryExample
echo "check: passed"
