/*
 * Stands in for NVIDIA's driver library: the calls that nodesnr makes, and the kernels compiled for the processor. Each
 * lane of a group is a fibre, which a barrier parts from; shared memory is static. What a card would forgive is an error
 * here: buffers end where memory that can't be touched begins and hold NaN until they are written, unknown kernels and
 * grids too large are refused, and so are groups of which some lanes leave while others wait at a barrier.
 */
#include <csetjmp>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>
#include <string>
#include <utility>
#include <vector>
#include <sys/mman.h>
#include <ucontext.h>

struct Index { int x, y, z; };
static Index group;
static int current_lane;
static void wait_at_barrier();

typedef long i64;
typedef unsigned long u64;
typedef unsigned char u8;
#define KERNEL static void
#define DEVICE static inline
#define CALLED static
#define GLOBAL
#define SHARED static
#define SYNC wait_at_barrier()
#define LANE current_lane
#define GROUP_X group.x
#define GROUP_Y group.y
#define GROUP_Z group.z
#define FMA(a, b, c) __builtin_fmaf(a, b, c)
#define FMAD(a, b, c) __builtin_fma(a, b, c)
#define LOAD4(to, at, from, index) \
  for (int four = 0; four < 4; four++) to[(at) + four] = from[(index) + four]
static double as_double(u64 bits) { double value; memcpy(&value, &bits, 8); return value; }
static u64 as_bits(double value) { u64 bits; memcpy(&bits, &value, 8); return bits; }
#define AS_DOUBLE(bits) as_double(bits)
#define AS_BITS(value) as_bits(value)
using std::rint;
using std::sqrt;
#include "population.cl"

/* Kernels by name. */
typedef void (*Invoke)(void **);
template <auto kernel, class... A, size_t... I>
static void spread(void (*)(A...), void **p, std::index_sequence<I...>) { kernel(*(A *)p[I]...); }
template <auto kernel, class... A>
static void unpack(void (*f)(A...), void **p) { spread<kernel>(f, p, std::index_sequence_for<A...>()); }
template <auto kernel> static void invoke(void **p) { unpack<kernel>(kernel, p); }
struct Kernel { Invoke call; bool barriers; };
#define PLAIN(name) {#name, {invoke<name>, false}}
#define BARRIERS(name) {#name, {invoke<name>, true}}
static std::map<std::string, Kernel> kernels = {KERNELS};

/* Fibres. */
static const int LANE_COUNT = 128, STACK = 1 << 16;
static std::vector<char> stacks((size_t)LANE_COUNT * STACK);
static ucontext_t start[LANE_COUNT], scheduler_start;
static jmp_buf parked[LANE_COUNT], scheduler;
static bool begun[LANE_COUNT], done[LANE_COUNT];
static Kernel *running;
static void **arguments;
static void wait_at_barrier() {
  if (!_setjmp(parked[current_lane])) _longjmp(scheduler, 1);
}
static void fibre() {
  running->call(arguments);
  done[current_lane] = true;
  _longjmp(scheduler, 1);
}
static void resume(int which) {
  current_lane = which;
  if (_setjmp(scheduler)) return;
  if (begun[which]) _longjmp(parked[which], 1);
  begun[which] = true;
  getcontext(&start[which]);
  start[which].uc_stack.ss_sp = &stacks[(size_t)which * STACK];
  start[which].uc_stack.ss_size = STACK;
  start[which].uc_link = nullptr;
  makecontext(&start[which], fibre, 0);
  setcontext(&start[which]);
}
static bool run_group() {
  memset(begun, 0, sizeof begun);
  memset(done, 0, sizeof done);
  for (bool waiting = true; waiting;) {
    int ended = 0;
    for (volatile int l = 0; l < LANE_COUNT; l = l + 1) {
      if (!done[l]) resume(l);
      ended += done[l];
    }
    waiting = ended < LANE_COUNT;
    if (waiting && ended > 0) return false;
  }
  return true;
}

/* What tests ask for. */
static long calls, failing_call = -1, memory = 1L << 30, used;
static int failing_status, hanging;
static std::map<u64, std::pair<size_t, size_t>> buffers;
static int counted() { return calls++ == failing_call ? failing_status : 0; }
#define COUNTED { int status = counted(); if (status) return status; }

extern "C" {
long standin_calls() { return calls; }
void standin_fail(long call, int status) { failing_call = call; failing_status = status; calls = 0; }
void standin_hang(int yes) { hanging = yes; }
void standin_memory(long bytes) { memory = bytes; }
long standin_used() { return used; }

int cuInit(unsigned) { COUNTED return 0; }
int cuDeviceGetCount(int *count) { COUNTED *count = 1; return 0; }
int cuDriverGetVersion(int *version) { COUNTED *version = 13000; return 0; }
int cuDeviceGetName(char *name, int length, int) { COUNTED snprintf(name, length, "stand-in"); return 0; }
int cuDeviceTotalMem_v2(size_t *bytes, int) { COUNTED *bytes = memory; return 0; }
int cuDeviceGetAttribute(int *value, int what, int) { COUNTED *value = what == 75 ? 9 : 0; return 0; }
int cuDevicePrimaryCtxRetain(void **context, int) { COUNTED *context = &scheduler_start; return 0; }
int cuDevicePrimaryCtxRelease_v2(int) { COUNTED return 0; }
int cuCtxSetCurrent(void *) { COUNTED return 0; }
int cuModuleLoadData(void **module, const void *image) {
  COUNTED
  *module = (void *)image;
  return strstr((const char *)image, ".target sm_75") ? 0 : 218;
}
int cuModuleUnload(void *) { COUNTED return 0; }
int cuModuleGetFunction(void **function, void *, const char *name) {
  COUNTED
  auto found = kernels.find(name);
  if (found == kernels.end()) return 500;
  *function = &found->second;
  return 0;
}
int cuGetErrorName(int status, const char **name) {
  *name = status == 2 ? "CUDA_ERROR_OUT_OF_MEMORY" : status == 719 ? "CUDA_ERROR_LAUNCH_FAILED" : "CUDA_ERROR_UNKNOWN";
  return 0;
}
int cuMemAlloc_v2(u64 *pointer, size_t bytes) {
  COUNTED
  if (used + (long)bytes > memory) return 2;
  size_t pages = (bytes + 4095) / 4096 * 4096;
  char *m = (char *)mmap(nullptr, pages + 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  mprotect(m + pages, 4096, PROT_NONE);
  memset(m, 0xff, pages);
  *pointer = (u64)(m + pages - (bytes + 7) / 8 * 8);
  buffers[*pointer] = {pages, bytes};
  used += bytes;
  return 0;
}
int cuMemFree_v2(u64 pointer) {
  COUNTED
  auto found = buffers.find(pointer);
  if (found == buffers.end()) return 1;
  auto [pages, bytes] = found->second;
  munmap((void *)(pointer + (bytes + 7) / 8 * 8 - pages), pages + 4096);
  used -= bytes;
  buffers.erase(found);
  return 0;
}
int cuMemcpyHtoD_v2(u64 to, const void *from, size_t bytes) { COUNTED memcpy((void *)to, from, bytes); return 0; }
int cuMemcpyDtoH_v2(void *to, u64 from, size_t bytes) { COUNTED memcpy(to, (void *)from, bytes); return 0; }
int cuStreamQuery(void *) { COUNTED return hanging ? 600 : 0; }
int cuLaunchKernel(void *function, unsigned gx, unsigned gy, unsigned gz, unsigned lanes, unsigned ly, unsigned lz,
                   unsigned, void *, void **values, void **) {
  COUNTED
  if (lanes != LANE_COUNT || ly != 1 || lz != 1 || gx < 1 || gy < 1 || gz < 1 || gy > 65535 || gz > 65535) return 1;
  running = (Kernel *)function;
  arguments = values;
  for (unsigned z = 0; z < gz; z++) for (unsigned y = 0; y < gy; y++) for (unsigned x = 0; x < gx; x++) {
    group = {(int)x, (int)y, (int)z};
    if (running->barriers) {
      if (!run_group()) return 719;
    } else {
      for (int l = 0; l < LANE_COUNT; l++) { current_lane = l; running->call(values); }
    }
  }
  return 0;
}
}
