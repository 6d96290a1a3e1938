// The figure of the two units: plateaus at the overlap manifold, in the plane of the slow coordinates and in time.
import BuildGraph
import Foundation
import Manuscript

/// Flow in the plane of z and h, and the loss along paths of learning, for two teachers.
struct TwoUnitFlow: Figure {
    let plot = Plot.panels("two-unit-flow", height: 640)
    let examples = [TwoUnitExample.opposing, .allied]
    /// Of a path, in units of 1 over the learning rate.
    let longest = 30_000.0
    let points = 150
    /// Arrows per axis.
    let arrows = 17

    func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        drawing.setPanels(examples.map(\.name) + examples.map { "\($0.name): the loss" })
        let units = examples.map { $0.teacher.bestSingleUnit() }
        drawing.set("z_extent", examples.map { $0.extent[0] })
        drawing.set("h_extent", examples.map { $0.extent[1] })
        drawing.set("stable_inside", units.map { $0.curvature > 0 ? 1.0 : 0 })
        drawing.set("plateau", units.map(\.loss))
        drawing.set("longest", longest)
        drawing.set("path_count", count: examples.map(\.starts.count).max() ?? 0)
        drawing.add("flow", family: zip(examples, units).map { example, unit in
            Drawing.Member(example.name, panel: example.name, field(example, unit))
        })
        drawing.add("solutions", family: examples.map { example in
            Drawing.Member(example.name, panel: example.name, [
                Column("z", example.solutions.map(\.z)), Column("h", example.solutions.map(\.h)),
            ])
        })
        drawing.add("paths", family: zip(examples, units).flatMap { example, unit in
            example.starts.enumerated().map { k, start in
                Drawing.Member("path \(k + 1)", panel: example.name, path(example.teacher, from: unit.point(h: start[0], z: start[1])))
            }
        })
        return drawing
    }

    /// The whole flow of learning in all four parameters, seen in the plane.
    private func path(_ teacher: TwoUnits, from start: TwoUnits.Point) -> [Column] {
        let times = [0] + (0..<points).map { pow(longest, Double($0) / Double(points - 1)) }
        var (states, p) = ([start.parameters], start.parameters)
        for (from, to) in zip(times, times.dropFirst()) {
            // Steps of at most 1: curvatures are below 2, and the method of Runge and Kutta is stable to 2.8.
            p = teacher.flow(from: p, time: to - from, steps: Int((to - from).rounded(.up)))
            states.append(p)
        }
        let seen = states.map { TwoUnits.Point(parameters: $0) }
        return [
            Column("z", seen.map(\.z)), Column("h", seen.map(\.h)), Column("time", times), Column("loss", states.map(teacher.loss)),
        ]
    }

    /// Arrows of one length, with the logarithm of their speed to base 10.
    private func field(_ example: TwoUnitExample, _ unit: SingleUnit) -> [Column] {
        let (width, height) = (2 * example.extent[0] / Double(arrows), 2 * example.extent[1] / Double(arrows))
        var columns: [[Double]] = [[], [], [], [], []]
        for i in 0..<arrows {
            for j in 0..<arrows {
                let z = -example.extent[0] + (Double(i) + 0.5) * width, h = -example.extent[1] + (Double(j) + 0.5) * height
                guard let (_, flow) = example.teacher.valley(h: h, z: z, from: (unit.w, unit.J)) else { continue }
                // Lengths as they look: in units of the cell.
                let (a, b) = (flow.z / width, flow.h / height), speed = hypot(a, b)
                guard speed > 1e-12 else { continue }
                let (dz, dh) = (0.75 * width * a / speed, 0.75 * height * b / speed)
                for (k, value) in [z - dz / 2, h - dh / 2, dz, dh, log10(hypot(flow.z, flow.h))].enumerated() { columns[k].append(value) }
            }
        }
        return [
            Column("z", columns[0]), Column("h", columns[1]), Column("dz", columns[2]), Column("dh", columns[3]),
            Column("log_speed", columns[4]),
        ]
    }
}
