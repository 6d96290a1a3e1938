// Where the images of a claim or a figure come from. No training depends on this, so a change of wording reruns none.
import BuildGraph
import Datasets
import Manuscript

/// A description of the images, for every figure and claim that is made from them.
public struct ImageOrigin: Target {
    public struct Value: Codable, Sendable, Equatable {
        /// "CIFAR-10".
        public var name: String
        public var provenance: DataProvenance
        /// "CIFAR-10, the official files".
        public var text: String
        public var trainingImages: Int
        public var testImages: Int
    }

    let data: Input<LabelledData>
    /// By which the text quotes it, since each study may have images of its own.
    let name: String

    package init(data: Input<LabelledData>, label: String = "images") { (self.data, name) = (data, label) }

    public var label: String? { name }

    public func make(_ inputs: Inputs) throws -> Value {
        let data = try inputs[data]
        return Value(
            name: data.name, provenance: data.provenance,
            text: data.provenance == .synthetic ? "\(data.provenance.description) for \(data.name)" : "\(data.name), \(data.provenance.description)",
            trainingImages: data.training.count, testImages: data.test.count)
    }
}

extension ImageOrigin.Value {
    /// What a figure says about its images: nothing if they are what their name says.
    package var note: String { provenance == .synthetic ? "on \(provenance.description), not on \(name)" : "" }

    /// What was observed on these images. Observations on a stand-in decide nothing about the real data.
    package func observation(_ seen: Observation, _ details: String) -> Observation {
        var observation = seen
        observation.data = "\(text); \(details)"
        return provenance == .synthetic ? observation.standingIn(because: "it is about \(name), and this is \(provenance.description)") : observation
    }
}
