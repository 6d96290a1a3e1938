// What follows for a target of a job from what the queue says, what the job reported and what lies in the store. The queue may
// be wrong or silent: a value in the store counts before everything, and nothing is lost by submitting a target twice.

/// What becomes of a target that was submitted.
package enum ClusterVerdict: Equatable {
    /// Nothing follows yet.
    case wait
    /// It is submitted again. `counts` tells whether that is one of the times that it may happen.
    case again(ClusterLoss, counts: Bool)
    case fail(Cause)

    package enum Cause: Equatable {
        /// The error that its worker reported.
        case own
        /// Its process ended so.
        case ended(signal: Int32?, status: Int32?)
        case storeNotShared, notStarted(status: Int32?), cancelled
    }
}

/// What is known of a job.
package struct ClusterJobView {
    package enum Presence: Equatable {
        /// In the queue, or not old enough to be missed.
        case alive
        /// A job that runs by the queue's word, and has given no sign of life for long.
        case silent
        case ended(ClusterEnding)
        /// The queue knows nothing of it any more.
        case gone
    }

    var presence: Presence
    /// Nil when it never reported.
    var report: ClusterReport?
    /// A build has cancelled it.
    var isCancelledByBuild: Bool

    package init(presence: Presence, report: ClusterReport?, isCancelledByBuild: Bool = false) {
        (self.presence, self.report, self.isCancelledByBuild) = (presence, report, isCancelledByBuild)
    }

    /// What follows for its n-th target, which has no value in the store.
    package func verdict(ofItem number: Int) -> ClusterVerdict {
        let state = report?.item(number)
        switch state {
        case .failed: return .fail(.own)
        // The kernel ends what uses too much memory by this signal, and so do people who clean up.
        case .ended(let signal?, _, _) where signal == 9: return .again(.memory, counts: true)
        case .ended(let signal?, _, _) where [15, 1, 2].contains(signal): return .again(.lost, counts: true)
        case .ended(let signal, let status, _): return .fail(.ended(signal: signal, status: status))
        case .interrupted where presence == .alive: return .wait
        default: break
        }
        // One that only waited for its turn is not to blame, unless its job did nothing at all: that must not go on for ever.
        let madeSomething = report?.items.contains { if case .made = $0 { true } else { false } } ?? false
        let wasAtWork = if case .waiting = state { !madeSomething } else { true }
        switch presence {
        case .alive: return .wait
        case .silent: return .again(.lost, counts: wasAtWork)
        case .gone: return .again(report?.wasInterrupted == true ? .time : .lost, counts: wasAtWork)
        case .ended(let ending): return verdict(of: ending, wasAtWork: wasAtWork)
        }
    }

    private func verdict(of ending: ClusterEnding, wasAtWork: Bool) -> ClusterVerdict {
        switch ending {
        case .outOfMemory: return .again(.memory, counts: wasAtWork)
        case .timeLimit: return .again(.time, counts: wasAtWork)
        case .nodeFailed: return .again(.lost, counts: wasAtWork)
        case .preempted: return .again(.preempted, counts: false)
        case .cancelled: return isCancelledByBuild ? .again(.lost, counts: false) : .fail(.cancelled)
        case .launchFailed: return report == nil ? .fail(.storeNotShared) : .again(.lost, counts: true)
        case .completed, .failed:
            guard report == nil else { return .again(report?.wasInterrupted == true ? .time : .lost, counts: wasAtWork) }
            guard case .failed(let status) = ending else { return .again(.lost, counts: true) }
            if status == ClusterScript.storeIsMissing { return .fail(.storeNotShared) }
            return .fail(.notStarted(status: status))
        }
    }
}
