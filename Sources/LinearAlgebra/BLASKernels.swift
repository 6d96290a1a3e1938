// Which of OpenBLAS's kernel sets suits a processor. OpenBLAS chooses by model number, and an OpenBLAS older than the
// processor chooses badly in two ways: kernels for SSE3 ("Prescott", three to four times slower), or on a processor with
// AVX-512 those for AVX2 ("Haswell", "Zen": 62 instead of 103 GFLOP/s on an AMD processor under version 0.3.21).

/// Sets of kernels by OpenBLAS's names.
package enum BLASKernels {
    /// The best set for a processor; nil for an old processor or another architecture, where OpenBLAS's choice stands.
    package static func best(for features: ProcessorFeatures) -> String? {
        features.contains(.avx512) ? "SkylakeX" : features.contains(.avx2) ? "Haswell" : nil
    }

    /// The set that should replace the one OpenBLAS chose, or nil if that one is as good. A name unknown here is left alone:
    /// it belongs to a newer version and a newer processor.
    package static func replacement(for chosen: String, features: ProcessorFeatures) -> String? {
        guard let best = best(for: features) else { return nil }
        return withoutAVX2.contains(chosen) || best == "SkylakeX" && withoutAVX512.contains(chosen) ? best : nil
    }

    private static let withoutAVX512: Set<String> = ["Haswell", "Zen"]
    private static let withoutAVX2: Set<String> = [
        "Katmai", "Coppermine", "Northwood", "Prescott", "Banias", "Core2", "Penryn", "Dunnington", "Atom", "Nehalem", "Athlon", "Opteron",
        "Opteron_SSE3", "Barcelona", "Bobcat", "Nano", "Sandybridge", "Bulldozer", "Piledriver", "Steamroller", "Excavator",
    ]
}
