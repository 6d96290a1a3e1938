// The random numbers of one network: each part of each layer has a stream of its own, whoever asks. So the hidden layers
// 2 … K of a network that is trained are, number for number, the layers 1 … K - 1 of the `RandomNetwork` of the same seed:
// what simulations find before training holds for what is trained.
import Randomness

/// The streams that a network's seed gives.
struct NetworkStreams {
    let seed: UInt64

    /// What random numbers of a layer are for. The raw values are part of every network: never change them.
    enum Part: UInt64 {
        case weights = 0, biases, slopes, skip, biasTargets
    }

    /// Of the signal that stands before the first layer.
    var input: RandomStream { RandomStream(seed: seed).substream(0) }

    /// Of a part of layer `layer`, which is at least 1.
    func stream(_ part: Part, layer: Int) -> RandomStream {
        RandomStream(seed: seed).substream(UInt64(layer)).substream(part.rawValue)
    }
}
