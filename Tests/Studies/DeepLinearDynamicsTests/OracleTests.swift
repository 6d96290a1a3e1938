// The data of each figure against numpy.
import Datasets
import DeepLinearDynamics
import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness
import SignalPropagation
import Testing

private func close(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
}

@Suite(.enabled(if: Oracle.isThere, "python3 with numpy is not installed: the figures' data are compared with no other program"))
struct OracleTests {
    @Test("Figure 2: the layers of a mode by Runge and Kutta's method with fixed steps")
    func phasePlane() throws {
        let flow = AutonomousFlow { [$0[1] * (1 - $0[0] * $0[1]), $0[0] * (1 - $0[0] * $0[1])] }
        let found = try flow.states(from: [-1.9, 1.95], at: [1, 4, 12]).flatMap(\.values)
        let expected: [Double] = try Oracle.run(
            """
            import numpy as np
            f = lambda y: np.array([y[1], y[0]]) * (1 - y[0] * y[1])
            y, h, out = np.array(a["start"]), 1e-3, []
            for k in range(1, 12001):
                k1 = f(y); k2 = f(y + h/2*k1); k3 = f(y + h/2*k2); k4 = f(y + h*k3)
                y = y + h/6*(k1 + 2*k2 + 2*k3 + k4)
                if k in (1000, 4000, 12000): out += list(y)
            print(json.dumps(out))
            """, ["start": [-1.9, 1.95]])
        // Fourth order with steps of 1e-3: 1e-12 per unit of time, stretched by e^12 beside the saddle.
        #expect(close(found, expected, 1e-6))
    }

    @Test("Figure 3: descent on all features", arguments: [Nonlinearity.linear, .tanh])
    func tree(_ nonlinearity: Nonlinearity) throws {
        let data = TreeData(levels: 3, features: 60, seed: 1), setting = TreeSetting(hidden: 6, modes: [1, 2, 3])
        let tree = try data.value(), stream = RandomStream(seed: 7), rate = 0.005
        var network = try TreeNetwork(tree, setting, nonlinearity, stream: stream)
        for _ in 0..<400 { try network.step(output: network.output(), rate: rate) }
        let output = try network.output()
        struct Arguments: Encodable {
            var features, lower, upper, left, right: [[Double]]
            var bent: Bool
            var rate: Double
        }
        let expected: [Double] = try Oracle.run(
            """
            import numpy as np
            y, w, v, U, V = (np.array(a[k]) for k in ("features", "lower", "upper", "left", "right"))
            phi, slope = (np.tanh, lambda h: 1 - np.tanh(h)**2) if a["bent"] else (lambda h: h, lambda h: np.ones_like(h))
            for _ in range(400):
                e = y - v @ phi(w)
                v, w = v + a["rate"] * e @ phi(w).T, w + a["rate"] * (v.T @ e) * slope(w)
            print(json.dumps(list(np.diag(U.T @ (v @ phi(w)) @ V))))
            """,
            Arguments(
                features: data.featureMatrix().rowLists,
                lower: Matrix.gaussian(rows: 6, columns: 8, deviation: setting.deviation, from: stream.substream(1)).rowLists,
                upper: Matrix.gaussian(rows: 60, columns: 6, deviation: setting.deviation, from: stream.substream(2)).rowLists,
                left: tree.left.rowLists, right: tree.right.rowLists, bent: nonlinearity == .tanh, rate: rate))
        // Strengths of order ten after 400 steps; round-off grows with the modes.
        #expect(close((0..<8).map { network.strength(of: $0, in: output) }, expected, 1e-8), "\(expected)")
        #expect(expected[0] > 10)
    }

    @Test("Figures 4 and 6A: descent on all weights")
    func depth() throws {
        let task = try LinearTask(inputOutput: .gaussian(rows: 3, columns: 12, deviation: 0.1, from: RandomStream(seed: 1)), outputPower: 1)
        let (small, reduced) = try DeepStart.orthogonal.network(depth: 4, width: 20, task: task, seed: 3)
        var trained = small
        let losses = try LinearTraining.run(&trained, on: reduced, rate: 0.2, mark: 0, longest: 30).losses
        struct Arguments: Encodable {
            var target: [[Double]]
            var weights: [[[Double]]]
        }
        let expected: [Double] = try Oracle.run(
            """
            import numpy as np
            s, w, out = np.array(a["target"]), [np.array(m) for m in a["weights"]], []
            chain = lambda ms, n: np.linalg.multi_dot([np.eye(n), np.eye(n)] + ms[::-1]) if ms else np.eye(n)
            for _ in range(31):
                m = w[3] @ w[2] @ w[1] @ w[0]
                out.append(0.5 * (1 - 2 * np.sum(m * s) + np.sum(m * m)))
                e = s - m
                g = []
                for l in range(4):
                    above, below = np.eye(3), np.eye(s.shape[1])
                    for k in range(3, l, -1): above = above @ w[k]
                    for k in range(0, l): below = w[k] @ below
                    g.append(above.T @ e @ below.T)
                w = [x + 0.2 * y for x, y in zip(w, g)]
            print(json.dumps(out))
            """, Arguments(target: reduced.inputOutput.rowLists, weights: small.weights.map(\.rowLists)))
        #expect(close(losses, expected, 1e-12))
    }

    @Test("Figure 5: correlations of images, and an autoencoder in their pixels")
    func pretraining() throws {
        let set = SyntheticImages(seed: 4, likeness: .mnist).images(0..<80)
        let found = try ImageCorrelations.value(of: set)
        struct Arguments: Encodable {
            var bytes: [[Double]]
            var labels: [Int]
        }
        let expected: [[Double]] = try Oracle.run(
            """
            import numpy as np
            x, y = np.array(a["bytes"]) / 255, np.eye(10)[a["labels"]]
            c, s = x.T @ x / len(x), y.T @ x / len(x)
            u, t, v = np.linalg.svd(s, full_matrices=False)
            k = v @ c @ v.T
            fit = 0.5 * np.mean(np.sum((y - x @ np.linalg.lstsq(x, y, rcond=1e-5)[0])**2, axis=1))
            print(json.dumps([list(np.linalg.eigvalsh(c)[::-1][:20]), list(np.abs(k[0])), list(np.diag(k)), [fit]]))
            """,
            Arguments(
                bytes: (0..<80).map { i in set.bytes[i * 784..<(i + 1) * 784].map(Double.init) }, labels: set.labels.map(Int.init)))
        let modes = try ModeCorrelations(found).matrix
        #expect(close(Array(found.variances.prefix(20)), expected[0], 1e-11))
        #expect(close((0..<10).map { abs(modes[0, $0]) }, expected[1], 1e-10) && close((0..<10).map { modes[$0, $0] }, expected[2], 1e-10))
        #expect(abs(try found.whitened().leastLoss - expected[3][0]) < 1e-9)
    }

    @Test("Figure 6: spectra of a product")
    func products() throws {
        let product = try MatrixProduct(ensemble: .gaussian, factors: 5, width: 30, seed: 2).matrix()
        let expected: [[Double]] = try Oracle.run(
            """
            import numpy as np
            m = np.array(a["matrix"])
            print(json.dumps([list(np.linalg.svd(m, compute_uv=False)), sorted(abs(np.linalg.eigvals(m)))]))
            """, ["matrix": product.rowLists])
        #expect(close(try product.singularValues(), expected[0], 1e-12))
        #expect(close(try product.eigenvalues().map(\.modulus).sorted(), expected[1], 1e-10))
    }

    @Test("Figure 7: a Jacobian by finite differences of the network")
    func jacobian() throws {
        let (width, layers, gain) = (8, 6, 1.1), seed = 5
        let found = try GainJacobian(gain: gain, firstVariance: 2, width: width, layers: layers, seed: seed).value()
        let stream = RandomStream(seed: UInt64(seed)), h = stream.substream(0).normals(width)
        let scale = (2 * Double(width) / h.reduce(0) { $0 + $1 * $1 }).squareRoot()
        struct Arguments: Encodable {
            var start: [Double]
            var weights: [[[Double]]]
        }
        let weights = try (1..<layers).map { try HaarReflectors(dimension: width, from: stream.substream(UInt64($0))).matrix().rowLists }
        let expected: [[Double]] = try Oracle.run(
            """
            import numpy as np
            w, q = [np.array(m) for m in a["weights"]], []
            def forward(x, keep=False):
                for m in w:
                    if keep: q.append(np.mean(x * x))
                    x = 1.1 * m @ np.tanh(x)
                if keep: q.append(np.mean(x * x))
                return x
            x, d = np.array(a["start"]), 1e-5
            forward(x, True)
            J = np.array([(forward(x + d * e) - forward(x - d * e)) / (2 * d) for e in np.eye(len(x))]).T
            print(json.dumps([list(np.linalg.svd(J, compute_uv=False)), q]))
            """, Arguments(start: h.map { scale * $0 }, weights: weights))
        // Central differences: d² times third derivatives of order one.
        #expect(close(found.singularValues, expected[0], 1e-8) && close(found.variances, expected[1], 1e-13))
    }

    @Test("Figure 8: the variance map by a plain sum")
    func variances() throws {
        let found = VarianceMap(nonlinearity: .tanh, weightVariance: 1.21, biasVariance: 0).trajectory(from: 1, depth: 29)
        let expected: [Double] = try Oracle.run(
            """
            import numpy as np
            z = np.linspace(-12, 12, 20001)
            p = np.exp(-z * z / 2) / np.sqrt(2 * np.pi) * (z[1] - z[0])
            q = [1.0]
            for _ in range(29): q.append(1.21 * float(np.sum(p * np.tanh(np.sqrt(q[-1]) * z)**2)))
            print(json.dumps(q))
            """, [String: Double]())
        #expect(close(found, expected, 1e-12))
    }
}
