print(codeDigest)
