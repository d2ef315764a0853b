//! Modules import only from lower layers. The layers are the rows of the table in a module's own documentation: those
//! of `src/lib.rs`, and of every other module file that has a table whose first column is headed `layer`.

use std::collections::BTreeSet;
use std::path::Path;
use std::str::FromStr as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::rust_files;
use crate::support::repository;

/// A module's path below the crate, such as `["discord", "commands", "ask"]`; empty for the crate itself.
type ModulePath = Vec<String>;

/// The layers among the children of one module, lowest first.
struct Layers {
    parent: ModulePath,
    rows: Vec<Vec<String>>,
}

impl Layers {
    /// Reads the table of a module's documentation, if it has one.
    fn of(parent: ModulePath, source: &str) -> Option<Self> {
        let cells = |line: &str| -> Option<String> {
            let row = line.strip_prefix("//! |")?;
            Some(row.split('|').next()?.trim().to_owned())
        };
        let mut lines = source.lines().map(cells);
        lines.find(|cell| cell.as_deref() == Some("layer"))?;
        let rows: Vec<Vec<String>> = lines
            .skip(1)
            .map_while(|cell| cell)
            .map(|cell| {
                cell.split('`')
                    .skip(1)
                    .step_by(2)
                    .map(str::to_owned)
                    .collect()
            })
            .collect();
        Some(Self { parent, rows })
    }

    fn position(&self, module: &str) -> Option<usize> {
        self.rows
            .iter()
            .position(|row| row.iter().any(|name| name == module))
    }

    /// The child of the parent that a path leads through.
    fn child<'a>(&self, path: &'a [String]) -> Option<&'a str> {
        let rest = path.strip_prefix(self.parent.as_slice())?;
        rest.first().map(String::as_str)
    }

    /// What is wrong with a module naming these paths.
    fn offences(&self, module: &[String], named: &[ModulePath]) -> Vec<String> {
        let Some(own) = self.child(module) else {
            return Vec::new();
        };
        let Some(layer) = self.position(own) else {
            return vec![format!(
                "`{own}` has no layer: add it to the table of its parent"
            )];
        };
        let named: BTreeSet<&str> = named.iter().filter_map(|path| self.child(path)).collect();
        named
            .into_iter()
            .filter(|name| *name != own)
            .filter(|name| self.position(name).is_some_and(|other| other >= layer))
            .map(|name| format!("`{own}` names `{name}`, which is not below it"))
            .collect()
    }
}

/// The paths that start with `crate`, `super`, `self` or the crate's name, made absolute. Comments and text are not
/// looked at; groups in braces, over several lines as well, are.
fn named_paths(module: &[String], source: &str) -> Vec<ModulePath> {
    let tokens = TokenStream::from_str(source).unwrap();
    let mut found = Vec::new();
    walk(module, &tokens.into_iter().collect::<Vec<_>>(), &mut found);
    found
}

fn walk(module: &[String], tokens: &[TokenTree], found: &mut Vec<ModulePath>) {
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(word) if word == "mod" => {
                if let [TokenTree::Ident(name), TokenTree::Group(body), ..] = &tokens[at + 1..] {
                    let inner = [module, &[name.to_string()]].concat();
                    walk(
                        &inner,
                        &body.stream().into_iter().collect::<Vec<_>>(),
                        found,
                    );
                    at += 2;
                }
            }
            TokenTree::Ident(word) if !follows_path(tokens, at) => {
                let base = match word.to_string().as_str() {
                    "crate" | "engram" => Some(Vec::new()),
                    "self" => Some(module.to_vec()),
                    "super" => module.split_last().map(|(_, parent)| parent.to_vec()),
                    _ => None,
                };
                if let Some(base) = base
                    && is_path_separator(&tokens[at + 1..])
                {
                    tree(&base, &tokens[at + 3..], found);
                }
            }
            TokenTree::Group(group) => {
                walk(
                    module,
                    &group.stream().into_iter().collect::<Vec<_>>(),
                    found,
                );
            }
            _ => {}
        }
        at += 1;
    }
}

fn is_path_separator(tokens: &[TokenTree]) -> bool {
    let colon = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
    colon(tokens.first()) && colon(tokens.get(1))
}

/// Whether the word at `at` is a later part of a path.
fn follows_path(tokens: &[TokenTree], at: usize) -> bool {
    at >= 2 && is_path_separator(&tokens[at - 2..at])
}

/// Reads on from a path's base: names and groups.
fn tree(base: &[String], tokens: &[TokenTree], found: &mut Vec<ModulePath>) {
    match tokens.first() {
        Some(TokenTree::Ident(word)) if word == "super" => {
            if let Some((_, parent)) = base.split_last() {
                let parent = parent.to_vec();
                found.push(parent.clone());
                if is_path_separator(&tokens[1..]) {
                    tree(&parent, &tokens[3..], found);
                }
            }
        }
        Some(TokenTree::Ident(word)) => {
            let path = [base, &[word.to_string()]].concat();
            if is_path_separator(&tokens[1..]) {
                tree(&path, &tokens[3..], found);
            }
            found.push(path);
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let parts: Vec<TokenTree> = group.stream().into_iter().collect();
            let comma = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
            for part in parts.split(comma).filter(|part| !part.is_empty()) {
                tree(base, part, found);
            }
        }
        _ => {}
    }
}

/// The module that a file below `src` is.
fn module_of(path: &Path) -> ModulePath {
    let mut module: ModulePath = path
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_str().unwrap().to_owned())
        .collect();
    if module == ["lib"] {
        module.clear();
    }
    module
}

#[test]
fn modules_import_only_from_lower_layers() {
    let root = repository("src");
    let files: Vec<(ModulePath, String)> = rust_files("src")
        .into_iter()
        .map(|(path, source)| (module_of(path.strip_prefix(&root).unwrap()), source))
        .collect();
    let tables: Vec<Layers> = files
        .iter()
        .filter_map(|(module, source)| Layers::of(module.clone(), source))
        .collect();
    assert!(
        tables.iter().any(|table| table.parent.is_empty()),
        "src/lib.rs has a table of layers"
    );
    let mut found = Vec::new();
    for (module, source) in &files {
        let named = named_paths(module, source);
        for table in &tables {
            for offence in table.offences(module, &named) {
                found.push(format!("src/{}: {offence}", module.join("/")));
            }
        }
    }
    found.dedup();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "//! | layer | what |\n//! | --- | --- |\n//! | `error`, [`text`] | words |\n\
                         //! | `index` | search |\n//! | `render` | words |\n//!\n//! More.\n";

    fn offences(module: &str, source: &str) -> usize {
        let module: ModulePath = module.split('/').map(str::to_owned).collect();
        let table = Layers::of(Vec::new(), TABLE).unwrap();
        table.offences(&module, &named_paths(&module, source)).len()
    }

    #[test]
    fn imports_from_lower_layers_are_fine() {
        let source = "use crate::text::fold;\n// crate::render is above\nuse my::crate_::render;";
        assert_eq!(offences("index", source), 0);
        assert_eq!(offences("index/build", "use super::render::Row;"), 0);
    }

    #[test]
    fn upward_and_sideways_imports_are_caught_however_they_are_written() {
        for (module, source) in [
            ("index", "use crate::render::Message;"),
            ("text", "fn f() { crate::error::new() }"),
            (
                "index",
                "use crate::{\n    text,\n    render::{\n        Message,\n    },\n};",
            ),
            ("index/build", "use super::super::render;"),
            (
                "index/build",
                "mod tests { use super::super::super::render::Message; }",
            ),
            ("index", "fn f() { vec![crate::render::new()] }"),
            ("muddle", ""),
        ] {
            assert_eq!(offences(module, source), 1, "{source}");
        }
    }
}
