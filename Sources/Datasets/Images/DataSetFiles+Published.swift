// The data sets that this program knows, with their publishers' checksums.
import BuildGraph

extension DataSetFiles {
    /// All known data sets.
    public static let published: [DataSetFiles] = [.cifar10, .cifar100, .mnist]

    /// CIFAR-10, binary version (Krizhevsky 2009): five training files and a test file.
    public static let cifar10 = DataSetFiles(
        name: "CIFAR-10", folder: "cifar-10-batches-bin",
        files: [
            ("data_batch_1.bin", "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
            ("data_batch_2.bin", "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
            ("data_batch_3.bin", "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
            ("data_batch_4.bin", "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
            ("data_batch_5.bin", "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
            ("test_batch.bin", "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"),
        ].map { File(name: $0, size: 10_000 * 3073, digest: Digest(hexadecimal: $1)) },
        downloads: [
            krizhevsky("cifar-10-binary.tar.gz", "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd", size: 170_052_171)
        ])

    /// CIFAR-100, binary version (Krizhevsky 2009). Only its archive has a published checksum, so the archive itself is kept
    /// and read.
    public static let cifar100 = DataSetFiles(
        name: "CIFAR-100", folder: "cifar-100-binary",
        files: [
            File(name: "train.bin", size: 50_000 * 3074, digest: nil), File(name: "test.bin", size: 10_000 * 3074, digest: nil),
        ],
        downloads: [
            krizhevsky("cifar-100-binary.tar.gz", "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")
        ], readsArchive: true)

    private static func krizhevsky(_ fileName: String, _ digest: String, size: Int? = nil) -> Download {
        Download(
            addresses: ["https://www.cs.toronto.edu/~kriz/" + fileName], fileName: fileName, digest: Digest(hexadecimal: digest),
            size: size, largestSize: 256 << 20, isArchive: true)
    }

    /// MNIST (LeCun, Cortes, Burges): images and labels for training, images and labels for testing.
    public static let mnist: DataSetFiles = {
        let files = [
            ("train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
            ("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
            ("t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
            ("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
        ].map { File(name: $0, size: $1, digest: Digest(hexadecimal: $2)) }
        // The original server often refuses; a mirror's files are verified by their content, like any copy.
        let places = [
            "https://storage.googleapis.com/cvdf-datasets/mnist/", "https://ossci-datasets.s3.amazonaws.com/mnist/",
            "http://yann.lecun.com/exdb/mnist/",
        ]
        return DataSetFiles(
            name: "MNIST", folder: "mnist", files: files,
            downloads: files.map { file in
                Download(
                    addresses: places.map { "\($0)\(file.name).gz" }, fileName: file.name + ".gz", digest: nil, largestSize: 16 << 20,
                    isArchive: false)
            })
    }()
}
