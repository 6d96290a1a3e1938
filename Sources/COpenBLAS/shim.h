// OpenBLAS for Swift: CBLAS, the LAPACK routines we call (Fortran symbols in the same library; no LAPACKE needed),
// and the processor's flush-to-zero switch.
#pragma once
#include <cblas.h>
