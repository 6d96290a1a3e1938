// The network of a `TangentNetwork` as a plain function of all its parameters, in a list. Its input is one number, so that the
// first layer's weights are z¹ over that number and learn at the rate lambda_W.
import LinearAlgebra
import NetworkModels
import NeuralNetworks

struct PlainTangentNetwork {
    let network: TangentNetwork
    let input: Double
    /// Weights of layer 1, biases of layer 1, weights of layer 2 row by row, …
    let parameters: [Double]
    let rates: [Double]

    init(_ network: TangentNetwork) {
        let setting = network.setting, n = network.width
        let input = (setting.firstKernel / setting.weightVariance).squareRoot()
        self.network = network
        self.input = input
        var (parameters, rates) = (network.preactivations[0].map { $0 / input }, [Double](repeating: setting.weightRate, count: n))
        for layer in 1...network.depth {
            if layer > 1 {
                let weights = network.weights[layer - 2]
                for i in 0..<n { for j in 0..<n { parameters.append(weights[i, j]) } }
                rates += [Double](repeating: setting.weightRate / Double(n), count: n * n)
            }
            parameters += [Double](repeating: 0, count: n)
            rates += [Double](repeating: setting.biasRate.value(layer: layer), count: n)
        }
        self.parameters = parameters
        self.rates = rates
    }

    /// z^L and its mixed derivatives along up to three directions in the space of parameters.
    func outputs(along directions: [[Double]]) -> [TaylorNumber] {
        let n = network.width
        var place = 0
        func next() -> TaylorNumber {
            var number = TaylorNumber(parameters[place])
            for (i, direction) in directions.enumerated() { number.c[1 << i] = direction[place] }
            place += 1
            return number
        }
        var z = (0..<n).map { _ in next() * TaylorNumber(input) }.map { $0 }
        z = z.map { $0 + next() }
        for _ in 1..<network.depth {
            let x = z.map { $0.mapped(by: network.setting.nonlinearity) }
            z = (0..<n).map { _ in x.reduce(TaylorNumber(0)) { $0 + next() * $1 } }
            z = z.map { $0 + next() }
        }
        return z
    }

    private func unit(_ k: Int) -> [Double] { parameters.indices.map { $0 == k ? 1 : 0 } }

    /// v_a: the gradient of output a times the rates, one parameter at a time.
    func direction(_ a: Int) -> [Double] { parameters.indices.map { rates[$0] * outputs(along: [unit($0)])[a].c[1] } }

    /// Hess z_a v.
    func hessianProduct(_ a: Int, _ v: [Double]) -> [Double] { parameters.indices.map { outputs(along: [unit($0), v])[a].c[0b011] } }

    /// uᵀ lambda v.
    func weighted(_ u: [Double], _ v: [Double]) -> Double { parameters.indices.reduce(0) { $0 + u[$1] * rates[$1] * v[$1] } }
}
