//! wasm-bindgen's own test runner, of the version that Cargo.lock names: wasm-pack has cargo call it with the compiled
//! tests.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
