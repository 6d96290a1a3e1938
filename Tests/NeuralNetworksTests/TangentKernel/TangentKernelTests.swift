// The kernel and its descendants on finite networks: two derivations that agree, and a plain program that agrees with both.
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Testing

@Suite struct TangentKernelTests {
    static let settings = [
        TangentSetting(.tanh, .gaussian, weightVariance: 1.2, weightRate: 0.7, biasRate: .overLayer(0.6), firstKernel: 0.8),
        TangentSetting(.tanh, .orthogonal, biasRate: .constant(0), firstKernel: 0.5),
        TangentSetting(.erf, .orthogonal, weightVariance: 1.1, weightRate: 1.3, biasRate: .constant(0.4)),
    ]

    @Test("The kernel's own recursion and derivatives along directions give the same elements", arguments: settings)
    func kernelByTwoDerivations(_ setting: TangentSetting) throws {
        let network = try TangentNetwork(setting, width: 12, depth: 9, seed: 4)
        let kernels = try network.kernels()
        for layer in 1...9 {
            let element = try network.descendants(ofLayer: layer, pair: 3, 7).element
            // Sums of some hundred products of order 1.
            #expect(abs(element - kernels[layer - 1][3, 7]) < 1e-13)
        }
    }

    @Test("The descendants are those of a plain program on numbers with infinitesimals", arguments: settings)
    func descendantsOfThePlainProgram(_ setting: TangentSetting) throws {
        let network = try TangentNetwork(setting, width: 4, depth: 4, seed: 9)
        let plain = PlainTangentNetwork(network)
        let (a, b) = (1, 3)
        let (va, vb) = (plain.direction(a), plain.direction(b))
        let aab = plain.outputs(along: [va, va, vb]), bba = plain.outputs(along: [vb, vb, va])
        let z = network.preactivations[3]
        let (Haa, Hab, Hba, Hbb) = (
            plain.hessianProduct(a, va), plain.hessianProduct(a, vb), plain.hessianProduct(b, va), plain.hessianProduct(b, vb)
        )
        let found = try network.descendants(ofLayer: 4, pair: a, b)
        func agree(_ x: Double, _ y: Double, _ what: String) { #expect(abs(x - y) < 1e-12 * max(1, abs(y)), "\(what): \(x), \(y)") }
        agree(found.element, aab[a].c[0b100], "H")
        agree(found.P, 0.5 * (bba[a].c[0b011] * z[a] + aab[b].c[0b011] * z[b]), "P")
        agree(found.Q, 0.5 * (aab[a].c[0b101] * z[b] + bba[b].c[0b101] * z[a]), "Q")
        agree(found.R, 0.5 * (bba[a].c[0b111] + aab[b].c[0b111]), "R")
        agree(found.S, 0.5 * (plain.weighted(Hab, Hab) + plain.weighted(Hba, Hba)), "S")
        agree(found.T, plain.weighted(Haa, Hbb), "T")
        agree(found.U, plain.weighted(Hab, Hba), "U")
    }

    @Test("Descendants of several layers and pairs at once are those found one by one", arguments: settings)
    func sweepAgainstThePlainForm(_ setting: TangentSetting) throws {
        let network = try TangentNetwork(setting, width: 10, depth: 7, seed: 5)
        let layers = [3, 1, 7, 6]
        let found = try network.descendants(ofLayers: layers, pairs: 3)
        for (k, layer) in layers.enumerated() {
            for pair in 0..<3 {
                let (one, plain) = (found[k][pair], try network.descendants(ofLayer: layer, pair: 2 * pair, 2 * pair + 1))
                for (what, x, y) in [
                    ("P", one.P, plain.P), ("Q", one.Q, plain.Q), ("R", one.R, plain.R), ("S", one.S, plain.S), ("T", one.T, plain.T), ("U", one.U, plain.U),
                    ("H", one.element, plain.element),
                ] {
                    // Sums of some hundred products of order 1, in another order.
                    #expect(abs(x - y) < 1e-13 * max(1, abs(y)), "\(what), layer \(layer), pair \(pair): \(x), \(y)")
                }
            }
        }
    }

    @Test("A network without a pair of neurons, or a layer that it has not, is refused")
    func refused() throws {
        #expect(throws: LinearAlgebraError.self) { try TangentNetwork(Self.settings[0], width: 1, depth: 2, seed: 1) }
        #expect(throws: LinearAlgebraError.self) { try TangentNetwork(Self.settings[0], width: 4, depth: 0, seed: 1) }
        let network = try TangentNetwork(Self.settings[0], width: 4, depth: 2, seed: 1)
        #expect(throws: LinearAlgebraError.self) { try network.descendants(ofLayer: 3, pair: 0, 1) }
        #expect(throws: LinearAlgebraError.self) { try network.descendants(ofLayer: 2, pair: 1, 1) }
        #expect(throws: LinearAlgebraError.self) { try network.descendants(ofLayers: [1, 3], pairs: 1) }
        #expect(throws: LinearAlgebraError.self) { try network.descendants(ofLayers: [2, 2], pairs: 1) }
        #expect(throws: LinearAlgebraError.self) { try network.descendants(ofLayers: [2], pairs: 3) }
    }
}
