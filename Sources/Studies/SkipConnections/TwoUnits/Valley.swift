// The flow of the two slow coordinates. Near the singularities w and J follow h and z at once; the loss is then
// V(h, z) = min over w and J of L, on a surface in the space of parameters, and learning is its gradient flow in the surface's metric.
//
// With T the derivatives of the parameters along the surface: d(h, z)/dt = -(TᵀT)^{-1} dV/d(h, z). To leading order in h it is
//
//   dh/dt = -q (1 - z²) h/(2(1 + z²)),   dz/dt = q z h²/(w²(1 + z²)),   which keeps   h²/w² + ln|z| - z²/2.
//
// (Wei et al. hold w and J at the best single unit; letting them follow changes the factors, and not where the flow is stable.)
import Foundation

extension TwoUnits {
    /// V's surface at h and z, and the flow on it; nil where Newton's method in w and J finds no minimum.
    package func valley(h: Double, z: Double, from start: (w: Double, J: Double)) -> (point: Point, flow: (h: Double, z: Double))? {
        var point = Point(h: h, z: z, w: start.w, J: start.J)
        for _ in 0..<100 {
            let (g, H, frame) = (gradient(point.parameters), hessian(point.parameters), point.frame)
            // The frame of h contains no w or J, that of z contains w: mixed derivatives of the map add to the Hessian's.
            let gw = dot(frame[2], g), gJ = dot(frame[3], g)
            let (ww, wJ, JJ) = (form(H, frame[2], frame[2]), form(H, frame[2], frame[3]), form(H, frame[3], frame[3]))
            let determinant = ww * JJ - wJ * wJ
            guard determinant > 0, ww > 0 else { return nil }
            let (dw, dJ) = (-(JJ * gw - wJ * gJ) / determinant, -(ww * gJ - wJ * gw) / determinant)
            if abs(dw) + abs(dJ) < 1e-13 * (1 + abs(point.w) + abs(point.J)) {
                // w and J along h and z: -L_ff^{-1} L_fs.
                let zw = [0, 0, 0.5, -0.5]
                let tangents = [frame[0], frame[1]].enumerated().map { k, direction in
                    let (sw, sJ) = (form(H, frame[2], direction) + (k == 1 ? dot(zw, g) : 0), form(H, frame[3], direction))
                    let (a, b) = (-(JJ * sw - wJ * sJ) / determinant, -(ww * sJ - wJ * sw) / determinant)
                    return direction.indices.map { direction[$0] + a * frame[2][$0] + b * frame[3][$0] }
                }
                let (hh, hz, zz) = (dot(tangents[0], tangents[0]), dot(tangents[0], tangents[1]), dot(tangents[1], tangents[1]))
                let (fh, fz) = (-dot(tangents[0], g), -dot(tangents[1], g)), area = hh * zz - hz * hz
                return (point, ((zz * fh - hz * fz) / area, (hh * fz - hz * fh) / area))
            }
            // Shorter steps where Newton's would leave the region in which the quadratic form is a guide.
            let shrink = min(1, 0.5 * abs(point.w) / max(abs(dw), 1e-300), 0.5 * (1 + abs(point.J)) / max(abs(dJ), 1e-300))
            (point.w, point.J) = (point.w + shrink * dw, point.J + shrink * dJ)
        }
        return nil
    }

    private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    private func form(_ H: [[Double]], _ a: [Double], _ b: [Double]) -> Double { zip(a, H).reduce(0) { $0 + $1.0 * dot($1.1, b) } }
}
