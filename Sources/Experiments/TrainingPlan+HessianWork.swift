// What the whole Hessians of a trained network cost, for targets that compute them.
import BuildGraph
import NeuralNetworks

extension TrainingPlan {
    /// Flops of whole Hessians and their eigenvalues: P products with a vector, each over all samples, and a reduction to a tridiagonal matrix,
    /// (4/3) P³, half of which moves memory at a fifth of the rate of products.
    /// - Parameter count: Hessians.
    package func hessianWork(_ images: TrainingImages, samples: Int, count: Int) -> Double {
        let parameters = hessianParameterCount(images)
        return Double(count) * parameters * parameters * (12 * Double(samples) + 4 * parameters)
    }

    /// Three matrices of P × P. With thousands of parameters one takes seconds.
    package func hessianResources(_ images: TrainingImages) -> Resources {
        let parameters = hessianParameterCount(images)
        return Resources(memory: (64 << 20) + 24 * Int(parameters * parameters), isolation: parameters < 2000 ? .thread : .process)
    }

    /// How many times the parameters are kept.
    package var snapshotCount: Int {
        probes.reduce(0) { sum, probe in
            if case .parameters = probe.quantity { sum + probe.steps.count } else { sum }
        }
    }

    /// P of ten classes.
    private func hessianParameterCount(_ images: TrainingImages) -> Double {
        let width = hidden.width, outputs = 10
        return Double((images.numbersPerImage + 1) * width + (hidden.count - 1) * (width + 1) * width + (width + 1) * outputs)
    }
}
