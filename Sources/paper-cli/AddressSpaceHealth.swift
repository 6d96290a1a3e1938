// Whether BLAS has room: without enough address space it would wait for it for ever.
import BuildGraph
import LinearAlgebra
import PaperCommand

extension HealthCheck {
    /// The address space for the products of all targets that run side by side.
    static let addressSpace = HealthCheck(isPrecondition: true) { surroundings in
        let (needed, isTooLarge) = surroundings.jobs.multipliedReportingOverflow(by: BLAS.addressSpaceOfAThread)
        if !isTooLarge && AddressSpace.hasRoom(for: needed) { return [] }
        let limit = AddressSpace.limit.map { "limited to \($0 / 1_000_000) MB" } ?? "used up"
        let each = BLAS.addressSpaceOfAThread / 1_000_000
        return [
            HealthFinding(
                "address space", .problem,
                "The address space is \(limit), and BLAS would wait for more for ever: each of \(surroundings.jobs) targets side by side needs \(each) MB.",
                mend: AddressSpace.hasRoom(for: BLAS.addressSpaceOfAThread)
                    ? "Run fewer targets at once (`--jobs 1`), or raise the limit: `ulimit -v unlimited`." : "Raise the limit: `ulimit -v unlimited`.")
        ]
    }
}
