// OpenBLAS for Swift: CBLAS, the LAPACK routines we call (Fortran symbols in the same library; no LAPACKE needed),
// the means to choose OpenBLAS's kernels, and what Swift cannot say of the processor: vectors, prefetch, flush-to-zero.
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

/// Eigenvalues of a symmetric matrix; with jobz = 'N', values only.
void dsyevd_(const char *jobz, const char *uplo, const blasint *n, double *a, const blasint *lda, double *w, double *work,
             const blasint *lwork, blasint *iwork, const blasint *liwork, blasint *info, size_t jobz_length, size_t uplo_length);

/// Eigenvalues of a general matrix, as real and imaginary parts; with jobvl = jobvr = 'N', no eigenvectors.
void dgeev_(const char *jobvl, const char *jobvr, const blasint *n, double *a, const blasint *lda, double *wr, double *wi,
            double *vl, const blasint *ldvl, double *vr, const blasint *ldvr, double *work, const blasint *lwork,
            blasint *info, size_t jobvl_length, size_t jobvr_length);

/// Eigenvalues and, with compz = 'I', eigenvectors of a symmetric tridiagonal matrix.
void dsteqr_(const char *compz, const blasint *n, double *d, double *e, double *z, const blasint *ldz, double *work,
             blasint *info, size_t compz_length);

// ---------------------------------------------------------------------------------------------------------------
// Kernels. Builds of OpenBLAS with DYNAMIC_ARCH export the two functions that choose its kernels; elsewhere they are
// absent, hence weak. Which to choose is decided in BLASKernels.swift, from what the processor says of itself here.

/// Bit 0: FMA and AVX2; bit 1: AVX-512 F, DQ, CD, BW and VL. From ecx of cpuid's leaf 1, ebx of leaf 7, and the saved states.
static inline uint32_t paper_features(uint32_t basic, uint32_t extended, uint32_t saved) {
    const uint32_t avx512 = (1u << 16) | (1u << 17) | (1u << 28) | (1u << 30) | (1u << 31);
    int avx2 = ((basic >> 12) & 1) && ((extended >> 5) & 1) && (saved & 0x6) == 0x6;
    return (uint32_t)avx2 | (uint32_t)(avx2 && (extended & avx512) == avx512 && (saved & 0xE6) == 0xE6) << 1;
}

#if defined(__linux__) && defined(__x86_64__)
#include <cpuid.h>

extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));

/// The features of this processor that the operating system allows.
static inline uint32_t paper_processor_features(void) {
    unsigned a, b, c, d, basic, low = 0, high;
    if (!__get_cpuid(1, &a, &b, &basic, &d) || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
    if ((basic >> 27) & 1) __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return paper_features(basic, b, low);
}

/// Whether the kernels can be chosen here, and the user has not chosen them (OPENBLAS_CORETYPE).
static inline int paper_blas_may_choose(void) {
    return gotoblas_dynamic_init && gotoblas_dynamic_quit && !getenv("OPENBLAS_CORETYPE");
}

/// Replaces the kernels by those of a name. Only before any other thread uses BLAS.
static inline void paper_blas_choose_kernels(const char *core) {
    setenv("OPENBLAS_CORETYPE", core, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    unsetenv("OPENBLAS_CORETYPE");
}
#else
static inline uint32_t paper_processor_features(void) { return 0; }
static inline int paper_blas_may_choose(void) { return 0; }
static inline void paper_blas_choose_kernels(const char *core) { (void)core; }
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
