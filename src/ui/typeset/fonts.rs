//! Where glyphs come from: bundled fonts, the system's fonts, and which family serves which script.
//!
//! Does not lay out and does not raster.

use std::{collections::HashMap, sync::Arc};

use fontique::{
    Attributes, Blob, Collection, CollectionOptions, FallbackKey, FamilyId, FontInfoOverride, FontStyle,
    FontWeight, FontWidth, GenericFamily, Language, QueryFamily, QueryStatus, Script, SourceCache,
};
use parley::{FontContext, FontFamilyName};

use super::{
    FontRole,
    scripts::{self, HAN, SCRIPTS},
};

/// A family list, shared between requests.
pub(crate) type Stack = Arc<[FontFamilyName<'static>]>;

/// The font database. Clones share loaded files, so a worker's engine and the window's see the same fonts.
#[derive(Clone)]
pub struct Fonts {
    pub(crate) cx: FontContext,
    stacks: HashMap<StackKey, Stack>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct StackKey {
    role: FontRole,
    script: Option<usize>,
    han: &'static str,
}

impl Fonts {
    /// Fonts from bundled bytes (family name, file) and, if `system`, the installed ones. Bundled families win over
    /// installed ones of the same name. Scanning the system takes some 30 ms: call it in a worker.
    pub fn new(bundled: &[(&str, Arc<[u8]>)], system: bool) -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: system });
        for (family, bytes) in bundled {
            let named = FontInfoOverride {
                family_name: Some(family),
                width: None,
                style: None,
                weight: None,
                axes: None,
            };
            collection.register_fonts(Blob::new(Arc::new(bytes.clone())), Some(named));
        }
        set_fallbacks(&mut collection);
        Self {
            cx: FontContext { collection, source_cache: SourceCache::new_shared() },
            stacks: HashMap::new(),
        }
    }

    /// The bytes of the font that would set `c`, for egui's own text, so that interface and reader fall back alike.
    pub fn egui_font(&mut self, c: char, role: FontRole) -> Option<egui::FontData> {
        let stack = self.stack(role, scripts::script_index(c), None, "");
        let ids: Vec<FamilyId> = stack.iter().filter_map(|f| self.family_id(f)).collect();
        let script = scripts::script_index(c).map_or(*b"Zyyy", |i| SCRIPTS[i].tag);
        let mut query = self.cx.collection.query(&mut self.cx.source_cache);
        query.set_families(ids.into_iter().map(QueryFamily::Id));
        query.set_fallbacks(FallbackKey::new(Script::from_bytes(script), None));
        query.set_attributes(Attributes::new(FontWidth::NORMAL, FontStyle::Normal, FontWeight::NORMAL));
        let mut found = None;
        query.matches_with(|font| {
            let has = font.charmap().and_then(|m| m.map(c)).is_some_and(|g| g != 0);
            if has {
                let (blob, _) = font.blob.clone().into_raw_parts();
                found = Some(egui::FontData::from_blob(blob, font.index));
                return QueryStatus::Stop;
            }
            QueryStatus::Continue
        });
        found
    }

    fn family_id(&mut self, name: &FontFamilyName<'_>) -> Option<FamilyId> {
        match name {
            FontFamilyName::Named(name) => self.cx.collection.family_id(name),
            FontFamilyName::Generic(g) => self.cx.collection.generic_families(*g).next(),
        }
    }

    /// The families to try, the paragraph's main script first: fewer runs, and spaces of the same font.
    pub(crate) fn stack(
        &mut self,
        role: FontRole,
        script: Option<usize>,
        lang: Option<&str>,
        text: &str,
    ) -> Stack {
        let han = match script.map(|i| &SCRIPTS[i].tag) {
            Some(b"Hani" | b"Hira" | b"Kana" | b"Hang" | b"Bopo") => Some(scripts::han_fonts(lang, text)),
            _ => None,
        };
        let key = StackKey { role, script, han: han.map_or("", |h| h.lang) };
        if let Some(stack) = self.stacks.get(&key) {
            return stack.clone();
        }
        let serif = role == FontRole::Serif;
        let own: &[&str] = match (han, script) {
            (Some(h), _) => pick(serif, h.serif, h.sans),
            (None, Some(i)) => pick(serif, SCRIPTS[i].serif, SCRIPTS[i].sans),
            (None, None) => &[],
        };
        let main = pick(serif, scripts::SERIF, scripts::SANS);
        let mut families = Vec::new();
        families.extend(self.first_installed(own));
        families.extend(self.first_installed(main));
        families.push(FontFamilyName::Generic(if serif {
            GenericFamily::Serif
        } else {
            GenericFamily::SansSerif
        }));
        let stack: Stack = families.into();
        self.stacks.insert(key, stack.clone());
        stack
    }

    fn first_installed(&mut self, names: &[&'static str]) -> Option<FontFamilyName<'static>> {
        let name = names.iter().find(|n| self.cx.collection.family_id(n).is_some())?;
        Some(FontFamilyName::Named((*name).into()))
    }
}

fn pick<T: ?Sized>(serif: bool, a: &'static T, b: &'static T) -> &'static T {
    if serif { a } else { b }
}

fn installed(c: &mut Collection, names: &[&str]) -> Vec<FamilyId> {
    names.iter().filter_map(|n| c.family_id(n)).collect()
}

fn set_fallbacks(c: &mut Collection) {
    let symbols = installed(c, scripts::SYMBOLS);
    let emoji = installed(c, scripts::EMOJI);
    for script in SCRIPTS {
        let mut ids = installed(c, script.serif);
        if ids.is_empty() {
            ids = installed(c, script.sans);
        }
        if ids.is_empty() {
            ids.extend(c.fallback_families(Script::from_bytes(script.tag)));
        }
        ids.extend(&symbols);
        ids.extend(&emoji);
        let tag = Script::from_bytes(script.tag);
        c.set_fallbacks(tag, ids.iter().copied());
        for lang in script.langs {
            if let Ok(lang) = Language::parse(lang) {
                c.set_fallbacks((tag, &lang), ids.iter().copied());
            }
        }
    }
    for han in HAN {
        let mut ids = installed(c, han.serif);
        ids.extend(&symbols);
        if let Ok(lang) = Language::parse(han.lang) {
            c.set_fallbacks((Script::from_bytes(*b"Hani"), &lang), ids.into_iter());
        }
    }
    if !emoji.is_empty() {
        c.set_generic_families(GenericFamily::Emoji, emoji.into_iter());
    }
}
