try benchmarkEngine(sizes: [1000, 10_000])
