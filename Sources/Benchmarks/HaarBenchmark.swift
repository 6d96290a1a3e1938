// Drawing and applying one Haar-distributed matrix, compared with dgemm; and the cost of a normal.
import Foundation
import LinearAlgebra
import Randomness

/// `haar`: --width, --repeats, --block to try another block size.
func benchmarkHaar(_ options: BenchmarkOptions) throws {
    let n = try options.value("width", default: 1000)
    let repeats = try options.value("repeats", default: 7)
    let block = try options.value("block", default: HaarReflectors.tunedBlockSize)
    let stream = RandomStream(seed: 7)
    var (draw, combine, apply, form, normals, rate) = ([Double](), [Double](), [Double](), [Double](), [Double](), [Double]())
    var reflectors = try HaarReflectors(dimension: n, blockSize: block)
    var operand = Matrix.gaussian(rows: n + 1, columns: n, from: stream)
    for run in 0..<repeats {
        rate.append(try dgemmRate(n, repeats: 2))
        draw.append(timed { reflectors.drawVectors(from: stream.substream(UInt64(run))) }.seconds)
        combine.append(try timed { try reflectors.combineBlocks() }.seconds)
        apply.append(timed { operand.withBlock { reflectors.multiplyFromRight($0, .transposed) } }.seconds)
        form.append(timed { reflectors.matrix() }.seconds)
        normals.append(timed { stream.normals(1 << 20) }.seconds / Double(1 << 20))
    }
    let limit = 2 * Double(n * n * n) / median(rate)
    print(String(format: "one normal       %8.2f ns", 1e9 * median(normals)))
    print("draw reflectors " + seconds(median(draw)))
    print("T factors       " + seconds(median(combine)))
    print("apply to N + 1  " + seconds(median(apply)) + String(format: "  (2N³ at dgemm's rate: %.4f s)", limit))
    print("form Q          " + seconds(median(form)))
    try printJSON([
        "benchmark": "haar", "width": n, "block": block, "normal_nanoseconds": 1e9 * median(normals),
        "draw_seconds": median(draw), "combine_seconds": median(combine), "apply_seconds": median(apply),
        "form_seconds": median(form), "dgemm_limit_seconds": limit, "core": BLAS.coreName,
    ])
}
