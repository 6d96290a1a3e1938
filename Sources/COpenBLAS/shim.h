// OpenBLAS for Swift: CBLAS, the LAPACK routines we call (Fortran symbols in the same library; no LAPACKE needed),
// the choice of OpenBLAS's kernels, and what Swift cannot say of the processor: vectors, prefetch, flush-to-zero.
#pragma once
#include <cblas.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// ---------------------------------------------------------------------------------------------------------------
// LAPACK. Fortran passes everything by reference, and the length of each character argument after all the others;
// leaving the lengths out has broken callers when gfortran reused that stack slot.

/// Singular value decomposition by divide and conquer; with jobz = 'N', values only (dqds on the bidiagonal).
void dgesdd_(const char *jobz, const blasint *m, const blasint *n, double *a, const blasint *lda, double *s,
             double *u, const blasint *ldu, double *vt, const blasint *ldvt, double *work, const blasint *lwork,
             blasint *iwork, blasint *info, size_t jobz_length);

/// QR factorisation, blocked: R above the diagonal, reflectors below it.
void dgeqrf_(const blasint *m, const blasint *n, double *a, const blasint *lda, double *tau, double *work,
             const blasint *lwork, blasint *info);

/// The first n columns of Q from the reflectors of dgeqrf.
void dorgqr_(const blasint *m, const blasint *n, const blasint *k, double *a, const blasint *lda, const double *tau,
             double *work, const blasint *lwork, blasint *info);

/// Inverse of a triangular matrix, in place.
void dtrtri_(const char *uplo, const char *diag, const blasint *n, double *a, const blasint *lda, blasint *info,
             size_t uplo_length, size_t diag_length);

// ---------------------------------------------------------------------------------------------------------------
// Kernels. An OpenBLAS older than the processor does not know its model number and falls back to SSE3 kernels
// ("Prescott"), three to four times slower than the AVX2 or AVX-512 kernels in the same library.
// Builds with DYNAMIC_ARCH export the two functions that make that choice; elsewhere they are absent, hence weak.

#if defined(__linux__) && defined(__x86_64__)
#include <cpuid.h>

extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));

/// The name of the best kernel set the processor and the operating system allow, or null if there is nothing to gain.
static inline const char *paper_blas_best_core(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return NULL;
    int fma = (c >> 12) & 1, osxsave = (c >> 27) & 1;
    if (!fma || !osxsave || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return NULL;
    unsigned low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    const unsigned avx512 = (1u << 16) | (1u << 17) | (1u << 28) | (1u << 30) | (1u << 31); // F DQ CD BW VL
    if ((b & avx512) == avx512 && (low & 0xE6) == 0xE6) return "SkylakeX";
    if (((b >> 5) & 1) && (low & 0x6) == 0x6) return "Haswell";
    return NULL;
}

/// Replaces the fallback kernels by the best ones. Only before any other thread uses BLAS.
/// A choice made by the user (OPENBLAS_CORETYPE) or a processor that OpenBLAS knows is left alone.
static inline void paper_blas_choose_kernels(void) {
    if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit || getenv("OPENBLAS_CORETYPE")) return;
    if (strcmp(openblas_get_corename(), "Prescott") != 0) return;
    const char *core = paper_blas_best_core();
    if (!core) return;
    setenv("OPENBLAS_CORETYPE", core, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    unsetenv("OPENBLAS_CORETYPE");
}
#else
static inline const char *paper_blas_best_core(void) { return NULL; }
static inline void paper_blas_choose_kernels(void) {}
#endif

// ---------------------------------------------------------------------------------------------------------------
// Vectors. The compiler is told the processor by a flag (`-target-cpu`); without it, loops of Swift use what every
// processor of the architecture has.

/// Bits of the vectors that this program was compiled for.
static inline int paper_compiled_vector_bits(void) {
#if defined(__AVX512F__)
    return 512;
#elif defined(__AVX2__)
    return 256;
#else
    return 128;
#endif
}

/// Bits of the vectors that this processor has, as far as it is known here.
static inline int paper_available_vector_bits(void) {
    const char *core = paper_blas_best_core();
    return !core ? 128 : strcmp(core, "SkylakeX") == 0 ? 512 : 256;
}

typedef double paper_double8 __attribute__((ext_vector_type(8)));

/// Eight square roots, correctly rounded; Swift makes calls of the C library of them.
static inline __attribute__((always_inline)) paper_double8 paper_square_roots(paper_double8 x) {
    return __builtin_elementwise_sqrt(x);
}

/// Asks for the cache line at an address, for reading; an address that is not there does no harm.
static inline void paper_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

// ---------------------------------------------------------------------------------------------------------------
// Flush-to-zero. Products of many small matrices drift into denormals, which cost about a hundred cycles each.
// The switch belongs to the calling thread.

/// Makes denormal results and operands zero, and returns the state to restore.
static inline uint64_t paper_flush_to_zero(void) {
#if defined(__x86_64__)
    uint32_t old, new_;
    __asm__ volatile("stmxcsr %0" : "=m"(old) : : "memory");
    new_ = old | 0x8040u; // FTZ is bit 15, DAZ bit 6
    __asm__ volatile("ldmxcsr %0" : : "m"(new_) : "memory");
    return old;
#elif defined(__aarch64__)
    uint64_t old;
    __asm__ volatile("mrs %0, fpcr" : "=r"(old) : : "memory");
    __asm__ volatile("msr fpcr, %0" : : "r"(old | (1ull << 24)) : "memory");
    return old;
#else
    return 0;
#endif
}

/// Restores the state that paper_flush_to_zero returned.
static inline void paper_restore_floating_point(uint64_t state) {
#if defined(__x86_64__)
    uint32_t old = (uint32_t)state;
    __asm__ volatile("ldmxcsr %0" : : "m"(old) : "memory");
#elif defined(__aarch64__)
    __asm__ volatile("msr fpcr, %0" : : "r"(state) : "memory");
#else
    (void)state;
#endif
}
