//! The command `wasm-bindgen`, of the version that Cargo.lock names: wasm-pack asks it for that version.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(std::env::args_os())
}
