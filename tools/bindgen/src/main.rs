//! `yuantou-bindgen MODULE.wasm OUT NAME`: a module's bindings for browsers, as `wasm-bindgen --target web` writes them.
//!
//! The library behind that command has to be exactly of the crate's version: the two speak a private format. As a member
//! of the workspace it is held to it by Cargo.lock.

use wasm_bindgen_cli_support::Bindgen;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, out, name] = &arguments[..] else {
        anyhow::bail!("usage: yuantou-bindgen MODULE.wasm OUT NAME");
    };
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(false)
        .out_name(name)
        .generate(out)
}
