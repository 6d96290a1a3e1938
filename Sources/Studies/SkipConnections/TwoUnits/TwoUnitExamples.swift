// The two teachers that figure and claims look at: one whose units help each other, and one whose units oppose each other. They
// have the two signs of q, and so the two kinds of overlap manifolds. Our choice.

/// A teacher with what is drawn of it.
struct TwoUnitExample: Encodable, Sendable {
    let name: String
    let teacher: TwoUnits
    /// h and z at which learning starts, with the best single unit's w and J.
    let starts: [[Double]]
    /// Greatest |z| and |h| of the panel.
    let extent: [Double]

    /// q > 0: the overlap manifold is stable for |z| < 1.
    static let opposing = TwoUnitExample(
        name: "opposing teacher units", teacher: TwoUnits(outgoing: [2, -1], incoming: [2, 0.7]),
        starts: [[1.6, 0.25], [-1, 0.3], [1, 0.7]], extent: [3.7, 2.1])
    /// q < 0: it is stable for |z| > 1.
    static let allied = TwoUnitExample(
        name: "allied teacher units", teacher: TwoUnits(outgoing: [1, 1], incoming: [0.5, 3]),
        starts: [[0.05, 0.5], [0.8, 1.3], [-0.5, 1.9]], extent: [2.5, 3.1])

    /// The two students that are the teacher.
    var solutions: [TwoUnits.Point] {
        let point = TwoUnits.Point(parameters: teacher.incoming + teacher.outgoing)
        return [point, TwoUnits.Point(h: -point.h, z: -point.z, w: point.w, J: point.J)]
    }
}
