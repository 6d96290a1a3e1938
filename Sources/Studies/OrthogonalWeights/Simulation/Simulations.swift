// All simulated networks of the study, by what they are for. Lists have the Gaussian networks first.
import Manuscript
import NetworkModels

/// The networks that figures and claims share.
package struct Simulations: Sendable {
    /// Widths and layers at which theory is tested.
    let tested: [TensorEvidence]
    /// One width, to a large depth.
    let deep: [TensorEvidence]
    /// Of width 50 and of width 20, as in the original's figures.
    let published, publishedNarrow: [TensorEvidence]
    /// Preactivations of tanh and ReLU networks at two widths, and to a large depth.
    let tanh, relu, deepTanh, deepRelu: [PreactivationEvidence]
    /// Whole networks at several inputs.
    let severalInputs: [SeveralInputs]
    let severalJudging: Judging
    let tensorJudging, fluctuationJudging, publishedJudging: Judging
    /// C_W of the tanh networks.
    let weightVariance: Double

    package init(_ scale: TensorScale, _ setting: PaperSetting) {
        let variance = scale.weightVariance
        weightVariance = variance
        func main(_ ensemble: WeightEnsemble) -> TangentSetting { .main(ensemble).replacingWeightVariance(by: variance) }
        tensorJudging = setting.judging("tensors", looks: 1)
        fluctuationJudging = setting.judging("preactivations", looks: 1)
        publishedJudging = setting.judging("published-tensors", looks: 1)
        func seeds(_ judging: Judging, _ groups: Int) -> [Int] { (0..<judging.count(groups)).map(judging.seed) }
        func tensors(
            _ setting: (WeightEnsemble) -> TangentSetting, _ judging: Judging, widths: [Int], depth: Int, layers: [Int], groups: Int, networks: Int
        ) -> [TensorEvidence] {
            WeightEnsemble.inOrder.map {
                TensorEvidence(
                    setting($0), widths: widths, depth: depth, layers: layers, groups: seeds(judging, groups), networks: networks, pairs: scale.pairs)
            }
        }
        let depth = (scale.widths.dropLast().last ?? 16) / TensorRecords.leastWidthPerLayer
        tested = tensors(
            main, tensorJudging, widths: scale.widths, depth: depth, layers: Array(1...depth), groups: scale.testedGroups, networks: scale.networks)
        deep = tensors(
            main, tensorJudging, widths: [scale.deep.width], depth: scale.deep.depth, layers: scale.deep.layers, groups: scale.deep.groups,
            networks: scale.deep.networks)
        published = tensors(
            { .published($0) }, publishedJudging, widths: [PublishedCorrelators.width], depth: PublishedCorrelators.depth,
            layers: Array(1...PublishedCorrelators.depth), groups: scale.groups, networks: scale.publishedNetworks)
        publishedNarrow = tensors(
            TangentSetting.publishedNarrow, publishedJudging, widths: [20], depth: 30, layers: [1, 2, 3, 4, 6, 8, 10, 15, 20, 25, 30],
            groups: scale.groups, networks: scale.publishedNetworks)
        severalJudging = setting.judging("several-inputs", looks: 1)
        let several = severalJudging
        severalInputs = zip(WeightEnsemble.inOrder, scale.severalNetworks).map {
            SeveralInputs($0, widths: scale.severalWidths, depth: 4, groups: seeds(several, scale.groups), networks: $1)
        }
        let fluctuations = fluctuationJudging
        func preactivations(_ setting: (WeightEnsemble) -> TangentSetting, deep: Bool) -> [PreactivationEvidence] {
            WeightEnsemble.inOrder.map {
                deep
                    ? PreactivationEvidence(
                        setting($0), widths: [scale.preactivationWidths.last ?? 2], depth: scale.deep.depth,
                        groups: seeds(fluctuations, scale.groups), networks: max(2, scale.preactivationNetworks / 20))
                    : PreactivationEvidence(
                        setting($0), widths: scale.preactivationWidths, depth: (scale.preactivationWidths.first ?? 8) / TensorRecords.leastWidthPerLayer,
                        groups: seeds(fluctuations, scale.groups), networks: scale.preactivationNetworks)
            }
        }
        tanh = preactivations(main, deep: false)
        relu = preactivations(TangentSetting.rectifier, deep: false)
        deepTanh = preactivations(main, deep: true)
        deepRelu = preactivations(TangentSetting.rectifier, deep: true)
    }
}
