// The scale of the trainings on MNIST, and how many networks their claims need.
//
// Networks needed for a power of 90 %, at the level of a sentence that is judged for the first time: 0.025/m/2 with m = 39 tests, 3e-4. The
// mean of 8 networks must then lie 2.5 of their standard deviations from its threshold. The effects are those on CIFAR-10, since no
// network of this kind was trained on MNIST before:
//
//   * P1-20a, b, delays of five kinds after the most isometric: the smallest is 1.4 with a spread of 0.5 in ln steps: 8 networks.
//   * P1-20c, the rank correlation of speed with s_max: 0.6 to 0.75 with a spread of 0.10 to 0.15, against 1/2; 8 networks detect a
//     difference of 0.3.
//   * P1-20d: ln 10 is exceeded by 1.5 with a spread of 0.3: 5. P1-20e: 0.1 with 0.02: 4.
//
// At `overnight` the level is 3e-4, as for figure 4. With the effects and spreads of `laptop` P1-20a, 1.45 with 0.27, takes 5 networks; P1-20e, 0.23
// with 0.08, 7; P1-20c, 0.26 with 0.11, 9; P1-20d, 0.85 with 0.43, 11; P1-20b, 0.60 with 0.48, 20.

extension CurvesScale {
    static let smokeDigits = CurvesScale(width: 32, depth: 16, steps: 40, networks: 3, rates: 3, choosers: Choosers(networks: 1, steps: 20))
    static let laptopDigits = CurvesScale(width: 64, depth: 32, steps: 200, networks: 8, rates: 6, choosers: Choosers(networks: 2, steps: 60))
    static let overnightDigits = CurvesScale(width: 400, depth: 200, steps: 100, networks: 5, rates: 6, choosers: Choosers(networks: 1, steps: 40))
    static let paperDigits = CurvesScale(
        width: 400, depth: 200, steps: 10_000, networks: 12, rates: 7, choosers: Choosers(networks: 4, steps: 3000))
}

extension ImagesScale {
    /// Toy sizes, for the synthetic images of continuous integration.
    static let smokeDigits = ImagesScale(training: 2000, validation: 300, test: 300, course: 300)
    static let laptopDigits = ImagesScale(training: 60_000, validation: 5000, test: 10_000, course: 1000)
    static let overnightDigits = ImagesScale(training: 60_000, validation: 1000, test: 10_000, course: 500)
    static let paperDigits = ImagesScale(training: 60_000, validation: 5000, test: 10_000, course: 10_000)
}
