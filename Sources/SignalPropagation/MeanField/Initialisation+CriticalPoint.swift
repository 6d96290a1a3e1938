// The critical point of an initialisation, and the theory of its spectrum.
import NetworkModels

extension Initialisation {
    /// Its critical point. ReLU and linear networks are critical at any q*; those specified by sigma_w² get q* = 1 (our
    /// choice: it only scales the input).
    ///
    /// - Throws: `SignalPropagationError.unsupportedVariance` for a q* outside the theory's domain.
    public func criticalPoint() throws -> CriticalPoint {
        switch (point, nonlinearity) {
        case (.qStar(let qStar), _): try CriticalPoint(nonlinearity, qStar: qStar)
        case (.weightVariance, .linear), (.weightVariance, .relu): try CriticalPoint(nonlinearity, qStar: 1)
        case (.weightVariance(let variance), _): try CriticalPoint(nonlinearity, weightVariance: variance)
        }
    }

    /// q*, the variance of every layer's preactivations.
    ///
    /// - Throws: as `criticalPoint()`, if the initialisation is specified by sigma_w².
    public var qStar: Double {
        get throws {
            if case .qStar(let qStar) = point { return qStar }
            return try criticalPoint().qStar
        }
    }
}

// Separate from the point, so that simulations and trainings, which need only the point, do not depend on the theory of
// spectra.
extension Initialisation {
    /// The spectrum of its Jacobian at depth L and infinite width.
    ///
    /// - Throws: `SignalPropagationError` for a depth or q* outside the theory's domain.
    public func spectrum(depth: Int) throws -> DeepSpectrum {
        let point = try criticalPoint()
        return try DeepSpectrum(
            nonlinearity: nonlinearity, ensemble: ensemble, depth: depth, weightVariance: chi * point.weightVariance, qStar: point.qStar)
    }
}
