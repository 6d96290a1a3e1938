// swift-tools-version: 6.0
import PackageDescription

// The layers, from the bottom up; imports go one way only, and this manifest enforces it:
//   BuildGraph | LinearAlgebra | Randomness  →  NetworkModels  →  Manuscript | NeuralNetworks | SignalPropagation | Datasets
//   →  Experiments  →  Studies, PaperCommand  →  paper-cli
// PaperCommand uses Manuscript and Datasets, which it finds and downloads, and knows of no network.

/// A study and its tests: one module each, on everything below. No study uses another.
let studies = ["DynamicalIsometry", "LearningSpeed", "DeepLinearDynamics", "SkipConnections", "OrthogonalWeights", "SameNetworks"]

/// Modules that another package can use one by one.
let libraries = ["BuildGraph", "Manuscript", "Datasets", "LinearAlgebra", "Randomness", "NetworkModels", "SignalPropagation", "NeuralNetworks"]

func study(_ name: String) -> [Target] {
    let below: [Target.Dependency] = [
        "Experiments", "Manuscript", "BuildGraph", "Datasets", "SignalPropagation", "NeuralNetworks", "NetworkModels", "LinearAlgebra", "Randomness",
    ]
    return [
        .target(name: name, dependencies: below, path: "Sources/Studies/\(name)"),
        .testTarget(name: "\(name)Tests", dependencies: below + [.init(stringLiteral: name), "TestSupport", "StudySupport"], path: "Tests/Studies/\(name)Tests"),
    ]
}

let package = Package(
    name: "resurrecting-the-sigmoid",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "paper", targets: ["paper-cli"]),
        .executable(name: "paper-bench", targets: ["Benchmarks"]),
        // What another paper's package needs: the engine, the manuscript library, the command and the plugin.
        .library(name: "PaperKit", targets: ["BuildGraph", "Manuscript", "Datasets", "PaperCommand"]),
        .plugin(name: "CodeFingerprintPlugin", targets: ["CodeFingerprintPlugin"]),
    ] + libraries.map { .library(name: $0, targets: [$0]) },
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-numerics", from: "1.0.3"),
    ],
    targets: [
        // System libraries.
        .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
        .systemLibrary(name: "CPosix"),
        .systemLibrary(name: "CLibCrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),

        // The ground floor.
        .target(name: "BuildGraph", dependencies: ["CLibCrypto", "CPosix"]),
        .target(name: "LinearAlgebra", dependencies: ["COpenBLAS"]),
        .target(name: "Randomness", dependencies: ["LinearAlgebra", "COpenBLAS"]),

        // The fingerprints of the code, which are part of every key, made while compiling.
        .target(name: "CodeFingerprint", dependencies: ["CLibCrypto"]),
        .executableTarget(name: "CodeFingerprintTool", dependencies: ["CodeFingerprint"]),
        .plugin(
            name: "CodeFingerprintPlugin", capability: .buildTool(), dependencies: ["CodeFingerprintTool"],
            path: "Sources/CodeFingerprintPlugin"),

        // What a network is, what theory says of it, what it does.
        .target(name: "NetworkModels", dependencies: ["LinearAlgebra", "Randomness"]),
        .target(
            name: "SignalPropagation",
            dependencies: ["NetworkModels", "LinearAlgebra", "Randomness", .product(name: "ComplexModule", package: "swift-numerics")]),
        .target(name: "NeuralNetworks", dependencies: ["NetworkModels", "LinearAlgebra", "Randomness", "COpenBLAS"]),
        .target(name: "Datasets", dependencies: ["BuildGraph", "Randomness"]),

        // The paper: targets that studies share, and the studies.
        .target(name: "Manuscript", dependencies: ["BuildGraph", "CodeFingerprint"]),
        .target(
            name: "Experiments",
            dependencies: ["BuildGraph", "Manuscript", "Datasets", "SignalPropagation", "NeuralNetworks", "NetworkModels", "LinearAlgebra", "Randomness"]),
    ] + studies.flatMap(study) + [
        .target(
            name: "PaperCommand",
            dependencies: ["BuildGraph", "Manuscript", "Datasets", "CPosix", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            // What `paper init` writes.
            resources: [.copy("Starter")]),
        .executableTarget(
            name: "paper-cli", dependencies: ["PaperCommand", "Manuscript", "BuildGraph", "LinearAlgebra"] + studies.map { .init(stringLiteral: $0) },
            plugins: ["CodeFingerprintPlugin"]),
        .executableTarget(
            name: "Benchmarks",
            dependencies: ["BuildGraph", "LinearAlgebra", "Randomness", "NetworkModels", "SignalPropagation", "NeuralNetworks"]),

        // Tests mirror Sources.
        .testTarget(name: "CodeFingerprintTests", dependencies: ["CodeFingerprint"]),
        .target(name: "TestSupport", dependencies: ["BuildGraph", "Manuscript"], path: "Tests/TestSupport", exclude: ["cache-server.py"]),
        .testTarget(name: "BuildGraphTests", dependencies: ["BuildGraph", "TestSupport"]),
        .testTarget(name: "ManuscriptTests", dependencies: ["Manuscript", "BuildGraph", "CodeFingerprint", "TestSupport"]),
        .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"]),
        .testTarget(name: "RandomnessTests", dependencies: ["Randomness", "LinearAlgebra"]),
        .testTarget(name: "NetworkModelsTests", dependencies: ["NetworkModels", "LinearAlgebra", "Randomness"]),
        .testTarget(
            name: "SignalPropagationTests",
            dependencies: [
                "SignalPropagation", "NetworkModels", "LinearAlgebra", "Randomness", .product(name: "ComplexModule", package: "swift-numerics"),
            ]),
        .testTarget(name: "NeuralNetworksTests", dependencies: ["NeuralNetworks", "NetworkModels", "LinearAlgebra", "Randomness", "BuildGraph"]),
        .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "BuildGraph", "TestSupport"]),
        .testTarget(
            name: "StudiesTests", dependencies: ["Manuscript", "BuildGraph"] + studies.map { .init(stringLiteral: $0) }, path: "Tests/Studies/StudiesTests"),
        .target(name: "StudySupport", dependencies: ["Experiments", "Manuscript", "NeuralNetworks"], path: "Tests/StudySupport"),
        .testTarget(
            name: "ExperimentsTests", dependencies: ["Experiments", "Manuscript", "NeuralNetworks", "NetworkModels", "SignalPropagation", "StudySupport"]),
        .executableTarget(
            name: "example-paper", dependencies: ["PaperCommand", "Manuscript", "BuildGraph", "Datasets", "LinearAlgebra"], path: "Tests/ExamplePaper"),
        .executableTarget(
            name: "reader-fuzz", dependencies: ["PaperCommand", "Manuscript", "BuildGraph", "Datasets", "TestSupport"], path: "Tests/ReaderFuzz"),
        .testTarget(name: "ReaderFuzzTests", dependencies: ["BuildGraph", "TestSupport", "reader-fuzz"]),
        .testTarget(name: "PaperCommandTests", dependencies: ["PaperCommand", "Manuscript", "BuildGraph", "Datasets", "TestSupport", "example-paper"]),
    ],
    swiftLanguageModes: [.v6]
)
