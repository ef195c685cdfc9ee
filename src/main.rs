//! The command line of Yuantou: see [`yuantou::cli`].

fn main() -> std::process::ExitCode {
    yuantou::cli::run()
}
