// The random numbers of one network: each part of each layer has its own stream, in simulations and in training. So the
// hidden layers 2 … K of a network that is trained are, number for number, the layers 1 … K - 1 of the `RandomNetwork` with
// the same seed, and simulations before training describe the networks that are trained.
import Randomness

/// The random streams that follow from a network's seed.
struct NetworkStreams {
    let seed: UInt64

    /// What a layer's random numbers are for. The raw values decide every network's weights: never change them.
    enum Part: UInt64 {
        case weights = 0, biases, slopes, skip, biasTargets
    }

    /// The stream of the signal before the first layer.
    var input: RandomStream { RandomStream(seed: seed).substream(0) }

    /// The stream of a part of layer `layer`, which is at least 1.
    func stream(_ part: Part, layer: Int) -> RandomStream {
        RandomStream(seed: seed).substream(UInt64(layer)).substream(part.rawValue)
    }
}
