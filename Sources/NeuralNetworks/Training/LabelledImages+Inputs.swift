// Images as a network sees them, outside of a training.

extension LabelledImages {
    /// The inputs of all images, one after the other.
    public func inputs(through map: InputMap) -> [Float] {
        bytes.withUnsafeBufferPointer { bytes in
            (0..<count * inputs).map { (Float(bytes[$0]) - map.mean[$0 % inputs]) * map.scale }
        }
    }
}

extension LabelledImages {
    /// The class of an image.
    public func classNumber(_ image: Int) -> Int { Int(labels[image]) }
}
