/*
 * Populations of networks in training on a graphics card. One source for OpenCL C and CUDA C++; a test compiles it as
 * C++ for the processor, with macros of its own.
 *
 * Group z of a grid works for network active[z]; buffers hold one network behind the other. Rows of a batch are samples;
 * the weights of a node are contiguous, as everywhere in nodesnr. Every sum runs in one fixed order with fused
 * multiplications and additions where they are spelled out, and nowhere else, so that results do not depend on the card.
 */
#if defined(__OPENCL_VERSION__)
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#pragma OPENCL FP_CONTRACT OFF
#define KERNEL __kernel __attribute__((reqd_work_group_size(128, 1, 1))) void
#define DEVICE static
#define CALLED static
#define GLOBAL __global
#define SHARED __local
#define SYNC barrier(CLK_LOCAL_MEM_FENCE)
#define LANE ((int)get_local_id(0))
#define GROUP_X ((int)get_group_id(0))
#define GROUP_Y ((int)get_group_id(1))
#define GROUP_Z ((int)get_group_id(2))
#define FMA(a, b, c) fma(a, b, c)
#define FMAD(a, b, c) fma(a, b, c)
#define AS_DOUBLE(bits) as_double(bits)
#define AS_BITS(value) as_ulong(value)
typedef long i64;
typedef ulong u64;
typedef uchar u8;
#elif defined(__CUDACC__)
#define KERNEL extern "C" __global__ void __launch_bounds__(128)
#define DEVICE static __device__ __forceinline__
/* What is rare or long is called, not copied 64 times: registers are scarce. */
#define CALLED static __device__ __noinline__
#define GLOBAL
#define SHARED __shared__
#define SYNC __syncthreads()
#define LANE ((int)threadIdx.x)
#define GROUP_X ((int)blockIdx.x)
#define GROUP_Y ((int)blockIdx.y)
#define GROUP_Z ((int)blockIdx.z)
#define FMA(a, b, c) fmaf(a, b, c)
#define FMAD(a, b, c) fma(a, b, c)
#define AS_DOUBLE(bits) __longlong_as_double((long long)(bits))
#define AS_BITS(value) ((u64)__double_as_longlong(value))
typedef long long i64;
typedef unsigned long long u64;
typedef unsigned char u8;
#endif
#define ALIGNED __attribute__((aligned(16)))
#ifndef LOAD4
#if defined(__OPENCL_VERSION__)
#define FOUR(from, index) (*(__local const float4 *)((from) + (index)))
#else
#define FOUR(from, index) (*(const float4 *)((from) + (index)))
#endif
#define LOAD4(to, at, from, index)          \
  {                                         \
    const float4 four = FOUR(from, index);  \
    to[at] = four.x;                        \
    to[at + 1] = four.y;                    \
    to[at + 2] = four.z;                    \
    to[at + 3] = four.w;                    \
  }
#endif
/* Loops over registers; a compiler for processors does better without. */
#if defined(__CUDACC__) || defined(UNROLLED)
#define UNROLL _Pragma("unroll")
#else
#define UNROLL
#endif

#define LANES 128

/* What a layer applies: the order of config.Activation. */
#define RELU 0
#define TANH 1
#define SIGMOID 2

/* e^x; below -708, where that is nearly denormal, 0. */
CALLED double exponential(double x) {
  if (x != x) return x;
  if (x < -708.0) return 0.0;
  if (x > 709.0) return AS_DOUBLE((u64)0x7ff0000000000000);
  const double k = rint(x * 1.4426950408889634);
  const double r = FMAD(-k, 1.9082149292705877e-10, FMAD(-k, 0.6931471803691238, x));
  double p = 1.6059043836821613e-10;
  p = FMAD(p, r, 2.08767569878681e-9);
  p = FMAD(p, r, 2.505210838544172e-8);
  p = FMAD(p, r, 2.755731922398589e-7);
  p = FMAD(p, r, 2.7557319223985893e-6);
  p = FMAD(p, r, 2.48015873015873e-5);
  p = FMAD(p, r, 1.984126984126984e-4);
  p = FMAD(p, r, 1.388888888888889e-3);
  p = FMAD(p, r, 8.333333333333333e-3);
  p = FMAD(p, r, 4.1666666666666664e-2);
  p = FMAD(p, r, 0.16666666666666666);
  p = FMAD(p, r, 0.5);
  p = FMAD(p, r, 1.0);
  p = FMAD(p, r, 1.0);
  return p * AS_DOUBLE((u64)((i64)k + 1023) << 52);
}

/* The natural logarithm of a finite number of at least 1. */
DEVICE double logarithm(double x) {
  const u64 bits = AS_BITS(x);
  i64 k = (i64)(bits >> 52) - 1023;
  double m = AS_DOUBLE((bits & (u64)0xfffffffffffff) | (u64)0x3ff0000000000000);
  if (m > 1.4142135623730951) { m *= 0.5; k++; }
  const double z = (m - 1.0) / (m + 1.0), q = z * z;
  double p = 1.0 / 25.0;
  for (int i = 23; i > 0; i -= 2) p = FMAD(p, q, 1.0 / (double)i);
  return FMAD((double)k, 0.6931471805599453, 2.0 * z * p);
}

CALLED float curve(float x, int activation) {
  if (activation == TANH) {
    const double a = x < 0.0f ? -(double)x : (double)x;
    const double t = exponential(-2.0 * a);
    const double h = a < 1e-4 ? a - a * a * a / 3.0 : (1.0 - t) / (1.0 + t);
    return (float)(x < 0.0f ? -h : h);
  }
  return activation == SIGMOID ? (float)(1.0 / (1.0 + exponential(-(double)x))) : x;
}

DEVICE float activated(float x, int activation) {
  return activation != RELU ? curve(x, activation) : x > 0.0f || x != x ? x : 0.0f;
}

/*
 * Value at of a mask: SplittableRandom(seed) gives mix(seed + (i + 1) gamma) as its i-th number, so a mask needs no
 * state; two values a number, the high half first.
 */
CALLED float masked(u64 seed, u64 threshold, float kept, i64 skip, i64 at) {
  u64 z = seed + (u64)(skip + at / 2 + 1) * (u64)0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * (u64)0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * (u64)0x94d049bb133111eb;
  z = z ^ (z >> 31);
  const u64 half32 = (at & 1) != 0 ? (z & (u64)0xffffffff) : (z >> 32);
  return half32 < threshold ? 0.0f : kept;
}

CALLED float curve_slope(float h, int activation, float mask, float kept) {
  if (activation != TANH && activation != SIGMOID) return mask;
  const float v = (float)((double)h / (double)kept);
  return activation == TANH ? mask * FMA(-v, v, 1.0f) : mask * (v * (1.0f - v));
}

/* g'(x) from h = g(x), which a mask has multiplied: 0 or kept. */
DEVICE float slope(float h, int activation, float mask, float kept) {
  return activation != RELU ? curve_slope(h, activation, mask, kept) : h > 0.0f ? kept : 0.0f;
}

/*
 * Products. A group computes a tile of 64 x 128 values, each of its 128 lanes 8 x 8 of them: rows 4 r + (0..3) and
 * 32 more, columns 4 c + (0..3) and 64 more. The next pieces of both factors are read while the last are multiplied.
 * AT_A(m, k) and AT_B(k, n) are the factors' values; A_FAST and B_FAST say which index neighbouring lanes differ in.
 */
#define TM 64
#define TN 128
#define TK 16
#define A_LOADS (TM * TK / LANES)
#define B_LOADS (TN * TK / LANES)
#define A_K_FAST const int ak = lane % TK, am = lane / TK + LANES / TK * i
#define A_M_FAST const int am = lane % TM, ak = lane / TM + LANES / TM * i
#define B_K_FAST const int bk = lane % TK, bn = lane / TK + LANES / TK * i
#define B_N_FAST const int bn = lane % TN, bk = lane / TN + LANES / TN * i
#define PRODUCT(M, N, K, A_FAST, AT_A, B_FAST, AT_B)                                                                     \
  SHARED float as[TK * (TM + 4)] ALIGNED;                                                                                \
  SHARED float bs[TK * (TN + 4)] ALIGNED;                                                                                \
  const int lane = LANE, n0 = GROUP_X * TN, m0 = GROUP_Y * TM, row = lane / 16 * 4, column = lane % 16 * 4;              \
  float acc[8][8], la[A_LOADS], lb[B_LOADS];                                                                             \
  UNROLL for (int i = 0; i < 8; i++) { UNROLL for (int j = 0; j < 8; j++) acc[i][j] = 0.0f; }                            \
  for (int k0 = -TK; k0 < (K); k0 += TK) {                                                                               \
    const int next = k0 + TK;                                                                                            \
    if (k0 >= 0) {                                                                                                       \
      UNROLL for (int i = 0; i < A_LOADS; i++) { A_FAST; as[ak * (TM + 4) + am] = la[i]; }                               \
      UNROLL for (int i = 0; i < B_LOADS; i++) { B_FAST; bs[bk * (TN + 4) + bn] = lb[i]; }                               \
    }                                                                                                                    \
    SYNC;                                                                                                                \
    UNROLL for (int i = 0; i < A_LOADS; i++) {                                                                           \
      A_FAST;                                                                                                            \
      const int m = m0 + am, k = next + ak;                                                                              \
      la[i] = 0.0f;                                                                                                      \
      if (m < (M) && k < (K)) la[i] = AT_A(m, k);                                                                        \
    }                                                                                                                    \
    UNROLL for (int i = 0; i < B_LOADS; i++) {                                                                           \
      B_FAST;                                                                                                            \
      const int n = n0 + bn, k = next + bk;                                                                              \
      lb[i] = 0.0f;                                                                                                      \
      if (n < (N) && k < (K)) { AT_B(lb[i], k, n); }                                                                     \
    }                                                                                                                    \
    if (k0 >= 0) {                                                                                                       \
      UNROLL for (int k = 0; k < TK; k++) {                                                                              \
        float a[8], b[8];                                                                                                \
        LOAD4(a, 0, as, k * (TM + 4) + row);                                                                             \
        LOAD4(a, 4, as, k * (TM + 4) + row + 32);                                                                        \
        LOAD4(b, 0, bs, k * (TN + 4) + column);                                                                          \
        LOAD4(b, 4, bs, k * (TN + 4) + column + 64);                                                                     \
        UNROLL for (int i = 0; i < 8; i++) { UNROLL for (int j = 0; j < 8; j++) acc[i][j] = FMA(a[i], b[j], acc[i][j]); } \
      }                                                                                                                  \
    }                                                                                                                    \
    SYNC;                                                                                                                \
  }
#define STORE(M, N, VALUE)                                                                                               \
  UNROLL for (int i = 0; i < 8; i++) { UNROLL for (int j = 0; j < 8; j++) {                                              \
    const int m = m0 + row + i % 4 + i / 4 * 32, n = n0 + column + j % 4 + j / 4 * 64;                                   \
    if (m < (M) && n < (N)) { const float sum = acc[i][j]; VALUE; }                                                      \
  } }

/* Input of a batch: value (y, x, c) of a sample is pixel (c, top + y, left + x') through a table, 0 outside the picture,
   x' being counted from the right in a mirrored one. cuts holds sample, top, left, mirrored. */
KERNEL gather(GLOBAL const int *active, GLOBAL const u8 *pixels, GLOBAL const float *scale, GLOBAL const int *cuts,
              GLOBAL float *x, int B, int fromH, int fromW, int H, int W, int C) {
  const int net = active[GROUP_Z], i = GROUP_X * LANES + LANE, size = H * W * C;
  if (i >= B * size) return;
  GLOBAL const int *cut = cuts + ((i64)net * B + i / size) * 4;
  const int v = i % size, c = v % C, across = v / C % W, y = cut[1] + v / C / W;
  const int from = cut[2] + (cut[3] != 0 ? W - 1 - across : across);
  int pixel = 0;
  if (y >= 0 && y < fromH && from >= 0 && from < fromW)
    pixel = pixels[(i64)cut[0] * C * fromH * fromW + (c * fromH + y) * fromW + from];
  x[(i64)net * B * size + i] = scale[pixel];
}

/* Brings each sample, of whole numbers, to mean 0 and standard deviation 1: a group a sample. */
KERNEL standardise(GLOBAL const int *active, GLOBAL float *x, int B, int size) {
  SHARED i64 sums[LANES];
  SHARED i64 squares[LANES];
  GLOBAL float *v = x + ((i64)active[GROUP_Z] * B + GROUP_X) * size;
  const int lane = LANE;
  i64 sum = 0, square = 0;
  for (int i = lane; i < size; i += LANES) {
    const i64 value = (i64)v[i];
    sum += value;
    square += value * value;
  }
  sums[lane] = sum;
  squares[lane] = square;
  SYNC;
  sum = 0;
  square = 0;
  for (int i = 0; i < LANES; i++) {
    sum += sums[i];
    square += squares[i];
  }
  const double n = (double)size, mean = (double)sum / n;
  const double deviation = sqrt((double)(size * square - sum * sum)) / n, least = 1.0 / sqrt(n);
  const double divisor = deviation > least ? deviation : least;
  for (int i = lane; i < size; i += LANES) v[i] = (float)(((double)v[i] - mean) / divisor);
}

#define OF(buffer, stride) buffer += (i64)net * (stride)

/* y = g(x w' + b), masked. */
KERNEL dense_forward(GLOBAL const int *active, GLOBAL const float *x, GLOBAL const float *w, GLOBAL const float *b,
                     GLOBAL float *y, int B, int in, int out, int activation, GLOBAL const u64 *seeds,
                     GLOBAL const u64 *thresholds, GLOBAL const float *kept, GLOBAL const i64 *skips) {
  const int net = active[GROUP_Z];
  OF(x, (i64)B * in); OF(w, (i64)in * out); OF(b, out); OF(y, (i64)B * out);
#define AT_A(m, k) x[(i64)(m) * in + (k)]
#define AT_B(to, k, n) to = w[(i64)(n) * in + (k)]
  PRODUCT(B, out, in, A_K_FAST, AT_A, B_K_FAST, AT_B)
  STORE(B, out, {
    const i64 at = (i64)m * out + n;
    float v = activated(sum + b[n], activation);
    if (thresholds[net] != 0) v *= masked(seeds[net], thresholds[net], kept[net], skips[net], at);
    y[at] = v;
  })
#undef AT_A
#undef AT_B
}

/* The gradient by the weighted inputs of the layer below, whose outputs are h: (d w) g'(h). */
KERNEL dense_back(GLOBAL const int *active, GLOBAL const float *d, GLOBAL const float *w, GLOBAL const float *h,
                  GLOBAL float *below, int B, int in, int out, int activation, GLOBAL const u64 *seeds,
                  GLOBAL const u64 *thresholds, GLOBAL const float *kept, GLOBAL const i64 *skips) {
  const int net = active[GROUP_Z];
  OF(d, (i64)B * out); OF(w, (i64)in * out); OF(h, (i64)B * in); OF(below, (i64)B * in);
#define AT_A(m, k) d[(i64)(m) * out + (k)]
#define AT_B(to, k, n) to = w[(i64)(k) * in + (n)]
  PRODUCT(B, in, out, A_K_FAST, AT_A, B_N_FAST, AT_B)
  STORE(B, in, {
    const i64 at = (i64)m * in + n;
    float mask = 1.0f;
    if (thresholds[net] != 0 && activation != RELU)
      mask = masked(seeds[net], thresholds[net], kept[net], skips[net], at);
    below[at] = sum * slope(h[at], activation, mask, kept[net]);
  })
#undef AT_A
#undef AT_B
}

/* w = decay w + rate d' x, where the network is alive. */
KERNEL dense_update(GLOBAL const int *active, GLOBAL const int *alive, GLOBAL const float *x, GLOBAL const float *d,
                    GLOBAL float *w, int B, int in, int out, GLOBAL const float *decay, GLOBAL const float *rate) {
  const int net = active[GROUP_Z], depth = alive[net] != 0 ? B : 0, nodes = alive[net] != 0 ? out : 0;
  OF(x, (i64)B * in); OF(d, (i64)B * out); OF(w, (i64)in * out);
#define AT_A(m, k) d[(i64)(k) * out + (m)]
#define AT_B(to, k, n) to = x[(i64)(k) * in + (n)]
  PRODUCT(nodes, in, depth, A_M_FAST, AT_A, B_N_FAST, AT_B)
  STORE(nodes, in, {
    const i64 at = (i64)m * in + n;
    w[at] = FMA(rate[net], sum, decay[net] * w[at]);
  })
#undef AT_A
#undef AT_B
}

/* b = b + rate (sum over the rows of d), where the network is alive: 16 columns a group, 8 lanes each. */
KERNEL bias_update(GLOBAL const int *active, GLOBAL const int *alive, GLOBAL const float *d, GLOBAL float *b, int rows,
                   int out, GLOBAL const float *rate) {
  SHARED float part[LANES];
  const int net = active[GROUP_Z], lane = LANE, column = GROUP_X * 16 + lane % 16;
  OF(d, (i64)rows * out); OF(b, out);
  float sum = 0.0f;
  if (column < out) for (int s = lane / 16; s < rows; s += LANES / 16) sum += d[(i64)s * out + column];
  part[lane] = sum;
  SYNC;
  if (lane < 16 && column < out && alive[net] != 0) {
    sum = 0.0f;
    for (int i = lane; i < LANES; i += 16) sum += part[i];
    b[column] = FMA(rate[net], sum, b[column]);
  }
}

/* d becomes the gradient of the summed loss; a lane a sample. The loss is NaN where a z is NaN or infinite. */
KERNEL softmax(GLOBAL const int *active, GLOBAL const float *z, GLOBAL float *d, GLOBAL const int *labels,
               GLOBAL double *loss, int B, int classes) {
  const int net = active[GROUP_Z], s = GROUP_X * LANES + LANE;
  if (s >= B) return;
  OF(z, (i64)B * classes); OF(d, (i64)B * classes); OF(labels, B); OF(loss, B);
  z += (i64)s * classes;
  d += (i64)s * classes;
  const int label = labels[s];
  float most = z[0];
  double sum = 0.0, bad = 0.0;
  for (int i = 0; i < classes; i++) {
    most = z[i] > most ? z[i] : most;
    bad += (double)z[i] - (double)z[i];
  }
  for (int i = 0; i < classes; i++) sum += exponential((double)z[i] - (double)most);
  loss[s] = logarithm(sum) + (double)most - (double)z[label] + bad;
  for (int i = 0; i < classes; i++)
    d[i] = (float)(exponential((double)z[i] - (double)most) / sum - (i == label ? 1.0 : 0.0));
}

/* The loss summed over the batch, and whether it is finite; the first lane of a group. */
KERNEL verdict(GLOBAL const int *active, GLOBAL const double *loss, GLOBAL double *total, GLOBAL int *alive, int B) {
  const int net = active[GROUP_Z];
  if (LANE != 0) return;
  double sum = 0.0;
  for (int s = 0; s < B; s++) sum += loss[(i64)net * B + s];
  total[net] = sum;
  alive[net] = sum - sum == 0.0 ? 1 : 0;
}

/*
 * Convolutions are products with unfolded pictures, of which no copy is made: value k (of a kernel) at place n is that at
 * base[n] + offset[k], if row and column, yx[n] + yx[k] in either half, lie within the picture.
 */
#define PATCH(to, x, base, yx, offset, tap, H, W)                                   \
  {                                                                                 \
    const int py = ((yx) >> 16) + ((tap) >> 16), px = ((yx) << 16 >> 16) + ((tap) << 16 >> 16); \
    if (py >= 0 && py < (H) && px >= 0 && px < (W)) to = x[(base) + (offset)];      \
  }

/* r = w * x at all places, with bias and activation unless the pooling behind it does that. */
KERNEL conv_forward(GLOBAL const int *active, GLOBAL const float *x, GLOBAL const float *w, GLOBAL const float *b,
                    GLOBAL float *r, GLOBAL const int *base, GLOBAL const int *yx, GLOBAL const int *offset,
                    GLOBAL const int *tap, int places, int values, int taps, int nodes, int H, int W, int plain,
                    int activation) {
  const int net = active[GROUP_Z];
  OF(x, values); OF(w, (i64)taps * nodes); OF(b, nodes); OF(r, (i64)places * nodes);
#define AT_A(m, k) w[(i64)(m) * taps + (k)]
#define AT_B(to, k, n) PATCH(to, x, base[n], yx[n], offset[k], tap[k], H, W)
  PRODUCT(nodes, places, taps, A_K_FAST, AT_A, B_K_FAST, AT_B)
  STORE(nodes, places, r[(i64)n * nodes + m] = plain != 0 ? sum : activated(sum + b[m], activation))
#undef AT_A
#undef AT_B
}

/* The gradient by the weighted inputs of the layer below: kernel values that reach a place, stride by stride. */
KERNEL conv_back(GLOBAL const int *active, GLOBAL const float *d, GLOBAL const float *w, GLOBAL const float *h,
                 GLOBAL float *below, GLOBAL const int *base, GLOBAL const int *yx, GLOBAL const int *tap,
                 GLOBAL const int *weight, int places, int channels, int taps, int nodes, int H, int W, int down,
                 int right, int rows, int activation) {
  const int net = active[GROUP_Z], depth = taps / channels * nodes;
  OF(d, (i64)rows * nodes); OF(w, (i64)taps * nodes); OF(h, (i64)places * channels);
  OF(below, (i64)places * channels);
#define AT_A(m, k) w[weight[k] + (m)]
#define AT_B(to, k, n)                                                                                   \
  {                                                                                                      \
    const int py = (yx[n] >> 16) + (tap[k] >> 16), px = (yx[n] << 16 >> 16) + (tap[k] << 16 >> 16);      \
    if (py >= 0 && px >= 0 && (down == 1 || py % down == 0) && (right == 1 || px % right == 0)) {        \
      const int oy = down == 1 ? py : py / down, ox = right == 1 ? px : px / right;                      \
      if (oy < H && ox < W) to = d[((i64)base[n] + oy * W + ox) * nodes + k % nodes];                    \
    }                                                                                                    \
  }
  PRODUCT(channels, places, depth, A_M_FAST, AT_A, B_K_FAST, AT_B)
  STORE(channels, places, {
    const i64 at = (i64)n * channels + m;
    below[at] = sum * slope(h[at], activation, 1.0f, 1.0f);
  })
#undef AT_A
#undef AT_B
}

/* w = decay w + rate (sum over the places of d and the values under the kernel), where the network is alive. */
KERNEL conv_update(GLOBAL const int *active, GLOBAL const int *alive, GLOBAL const float *x, GLOBAL const float *d,
                   GLOBAL float *w, GLOBAL const int *base, GLOBAL const int *yx, GLOBAL const int *offset,
                   GLOBAL const int *tap, int places, int values, int taps, int nodes, int H, int W,
                   GLOBAL const float *decay, GLOBAL const float *rate) {
  const int net = active[GROUP_Z], depth = alive[net] != 0 ? places : 0, kernels = alive[net] != 0 ? nodes : 0;
  OF(x, values); OF(d, (i64)places * nodes); OF(w, (i64)taps * nodes);
#define AT_A(m, k) d[(i64)(k) * nodes + (m)]
#define AT_B(to, k, n) PATCH(to, x, base[k], yx[k], offset[n], tap[n], H, W)
  PRODUCT(kernels, taps, depth, A_M_FAST, AT_A, B_N_FAST, AT_B)
  STORE(kernels, taps, {
    const i64 at = (i64)m * taps + n;
    w[at] = FMA(rate[net], sum, decay[net] * w[at]);
  })
#undef AT_A
#undef AT_B
}

/* h = g(pool(r) + b), or pool(r); winner keeps which place of its window held the first maximum. */
KERNEL pool_forward(GLOBAL const int *active, GLOBAL const float *r, GLOBAL const float *b, GLOBAL float *h,
                    GLOBAL u8 *winner, int B, int H, int W, int C, int outH, int outW, int high, int wide, int down,
                    int right, int top, int left, int average, int biased, int activation) {
  const int net = active[GROUP_Z], i = GROUP_X * LANES + LANE, size = B * outH * outW * C;
  if (i >= size) return;
  OF(r, (i64)B * H * W * C); OF(b, C); OF(h, size); OF(winner, size);
  const int c = i % C, ox = i / C % outW, oy = i / C / outW % outH, s = i / C / outW / outH;
  float most = 0.0f;
  double sum = 0.0;
  int best = -1, count = 0;
  for (int dy = 0; dy < high; dy++) for (int dx = 0; dx < wide; dx++) {
    const int y = oy * down - top + dy, x = ox * right - left + dx;
    if (y >= 0 && y < H && x >= 0 && x < W) {
      const float v = r[(((i64)s * H + y) * W + x) * C + c];
      if (best < 0 || v > most || v != v) { most = v; best = dy * wide + dx; }
      sum += (double)v;
      count++;
    }
  }
  float v = average != 0 ? (float)(sum / (double)count) : most;
  if (biased != 0) v = activated(v + b[c], activation);
  h[i] = v;
  winner[i] = (u8)best;
}

/* The gradient by r, times g' of what lies below where that has an activation of its own. */
KERNEL pool_back(GLOBAL const int *active, GLOBAL const float *d, GLOBAL const u8 *winner, GLOBAL const float *r,
                 GLOBAL float *below, int B, int H, int W, int C, int outH, int outW, int high, int wide, int down,
                 int right, int top, int left, int average, int activation) {
  const int net = active[GROUP_Z], i = GROUP_X * LANES + LANE, size = B * H * W * C;
  if (i >= size) return;
  OF(r, size); OF(below, size); OF(d, (i64)B * outH * outW * C); OF(winner, (i64)B * outH * outW * C);
  const int c = i % C, x = i / C % W, y = i / C / W % H, s = i / C / W / H;
  float sum = 0.0f;
  for (int dy = 0; dy < high; dy++) for (int dx = 0; dx < wide; dx++) {
    const int py = y + top - dy, px = x + left - dx;
    if (py >= 0 && px >= 0 && py % down == 0 && px % right == 0 && py / down < outH && px / right < outW) {
      const int oy = py / down, ox = px / right;
      const i64 at = (((i64)s * outH + oy) * outW + ox) * C + c;
      if (average != 0) {
        int inside = 0;
        for (int wy = 0; wy < high; wy++) for (int wx = 0; wx < wide; wx++) {
          const int v = oy * down - top + wy, u = ox * right - left + wx;
          inside += v >= 0 && v < H && u >= 0 && u < W ? 1 : 0;
        }
        sum += (float)((double)d[at] / (double)inside);
      } else if (winner[at] == dy * wide + dx) {
        sum += d[at];
      }
    }
  }
  below[i] = sum * slope(r[i], activation, 1.0f, 1.0f);
}

/* h = g(x): an activation behind pooling. Its gradient needs no kernel: the layer above has taken g' into account. */
KERNEL activate(GLOBAL const int *active, GLOBAL const float *x, GLOBAL float *h, int size, int activation) {
  const int net = active[GROUP_Z], i = GROUP_X * LANES + LANE;
  if (i < size) h[(i64)net * size + i] = activated(x[(i64)net * size + i], activation);
}

/*
 * Measuring one network. A block of samples has gone through it; count[0] of them are to be looked at. Sums over all
 * blocks are in double precision.
 */

/* The block of samples that begins at first[0]. */
KERNEL take(GLOBAL const int *first, GLOBAL const float *samples, GLOBAL float *x, int most, int all, int size) {
  const int i = GROUP_X * LANES + LANE, s = first[0] + i / size;
  if (i < most * size && s < all) x[i] = samples[(i64)s * size + i % size];
}

/* g'(x)^2 from h = g(x); for ReLU whether h > 0. */
CALLED double squared_slope(double h, int activation) {
  if (activation == RELU) return h > 0.0 ? 1.0 : 0.0;
  const double slope = activation == TANH ? 1.0 - h * h : activation == SIGMOID ? h * (1.0 - h) : 1.0;
  return slope * slope;
}

/* Sum, greatest, least and sum of squared slopes of each of size values over the samples; begun anew where fresh[0]. */
KERNEL moments(GLOBAL const int *fresh, GLOBAL const int *count, GLOBAL const float *x, GLOBAL double *sums,
               GLOBAL double *slopes, GLOBAL float *most, GLOBAL float *least, int size, int activation) {
  const int i = GROUP_X * LANES + LANE, n = count[0];
  if (i >= size) return;
  const int go_on = fresh[0] == 0;
  double sum = go_on ? sums[i] : 0.0, squares = go_on ? slopes[i] : 0.0;
  float high = go_on ? most[i] : x[i], low = go_on ? least[i] : x[i];
  for (int s = 0; s < n; s++) {
    const float v = x[(i64)s * size + i];
    sum += (double)v;
    squares += squared_slope((double)v, activation);
    high = v > high || v != v ? v : high;
    low = v < low || v != v ? v : low;
  }
  sums[i] = sum;
  slopes[i] = squares;
  most[i] = high;
  least[i] = low;
}

/*
 * Adds the products of (r - t) and (x - s), summed over this block's places, to sums: nodes x taps for each slice of the
 * places. A dense layer is a kernel of its input's size at one place.
 */
KERNEL covary(GLOBAL const int *fresh, GLOBAL const int *count, GLOBAL const float *x, GLOBAL const float *r,
              GLOBAL const float *shift, GLOBAL const float *level, GLOBAL double *sums, GLOBAL const int *base,
              GLOBAL const int *yx, GLOBAL const int *offset, GLOBAL const int *tap, int places, int taps, int nodes,
             int H, int W, int slices) {
  const int slice = GROUP_Z, all = count[0] * places, each = (all + slices - 1) / slices, from = slice * each;
  const int depth = all - from < each ? all - from : each, keep = fresh[0] == 0;
  sums += (i64)slice * nodes * taps;
#define AT_A(m, k) (r[(i64)(from + (k)) * nodes + (m)] - level[m])
#define AT_B(to, k, n)                                                            \
  {                                                                               \
    float value = 0.0f;                                                           \
    PATCH(value, x, base[from + (k)], yx[from + (k)], offset[n], tap[n], H, W)    \
    to = value - shift[n];                                                        \
  }
  PRODUCT(nodes, taps, depth, A_M_FAST, AT_A, B_N_FAST, AT_B)
  STORE(nodes, taps, {
    const i64 at = (i64)m * taps + n;
    sums[at] = (keep != 0 ? sums[at] : 0.0) + (double)sum;
  })
#undef AT_A
#undef AT_B
}

/* The sum over the slices, in the first. */
KERNEL fold(GLOBAL double *sums, int slices, int size) {
  const int i = GROUP_X * LANES + LANE;
  if (i >= size) return;
  double sum = 0.0;
  for (int s = 0; s < slices; s++) sum += sums[(i64)s * size + i];
  sums[i] = sum;
}
