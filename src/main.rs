//! Arguments to one command to an exit code.

fn main() -> std::process::ExitCode {
    voxlint::cli::main()
}
