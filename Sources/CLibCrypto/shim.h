// SHA-256 and Ed25519 from OpenSSL's libcrypto. For digests the low-level calls are used on purpose: OpenSSL 3's EVP interface
// costs about a microsecond of look-ups a digest, more than hashing a build key itself.
#pragma once
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/sha.h>
