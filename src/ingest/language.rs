//! Which language a text is in, by script and letter statistics.

use whatlang::{Lang, Script};

/// Bytes of text that are looked at.
const WINDOW: usize = 16 * 1024;
/// Letters under which nothing is said unless it is certain.
const FEW: usize = 20;
/// Latin letters under which letter statistics are often wrong, as in a headline: many languages share them.
const SHORT: usize = 120;
/// How much surer than of the next language it is to be of a short text, and of others.
const SURE: f64 = 0.5;
const LIKELY: f64 = 0.2;

/// The BCP 47 tag of a text's language and whether that is certain; an empty tag when nothing can be said.
pub(super) fn language(text: &str) -> (String, bool) {
    let sample = sample(text);
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return (String::new(), false);
    }
    let Some(info) = whatlang::detect(&sample) else { return (String::new(), false) };
    let decided_by_script = matches!(
        info.script(),
        Script::Hangul
            | Script::Hiragana
            | Script::Katakana
            | Script::Mandarin
            | Script::Greek
            | Script::Thai
    );
    let enough = if decided_by_script { letters >= 2 } else { letters >= 12 };
    let is_short = letters < SHORT && info.script() == Script::Latin;
    let needed = if is_short { SURE } else { LIKELY };
    let likely = decided_by_script || info.is_reliable() || letters >= FEW && info.confidence() > needed;
    if !enough || !likely {
        return (String::new(), false);
    }
    (tag(info.lang()).to_owned(), decided_by_script || info.is_reliable())
}

/// The longest lines, which are prose, up to the window.
fn sample(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(4000).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.len()));
    let mut out = String::new();
    for line in lines {
        let room = WINDOW.saturating_sub(out.len());
        if room == 0 {
            break;
        }
        out.push_str(&line[..line.floor_char_boundary(room)]);
        out.push('\n');
    }
    out
}

/// A BCP 47 tag, as pages and records write them: `en_US`, `EN-us`; empty where it is none.
pub(super) fn tag_of(words: &str) -> String {
    let words = words.split([',', ';']).next().unwrap_or_default().trim().replace('_', "-");
    let mut parts = words.split('-');
    let first = parts.next().unwrap_or_default().to_ascii_lowercase();
    if !(2..=3).contains(&first.len()) || !first.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return String::new();
    }
    let mut out = first;
    for part in parts
        .filter(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    {
        out.push('-');
        if part.len() == 2 { out.push_str(&part.to_ascii_uppercase()) } else { out.push_str(part) }
    }
    out
}

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::language;

    /// Headlines of three to ten words in eight languages.
    const HEADLINES: [(&str, [&str; 8]); 8] = [
        (
            "en",
            [
                "Ferry plan stalls again",
                "Harbour fees to rise by a tenth",
                "Council rejects new bridge after long debate",
                "Minister resigns over lost files",
                "Police search for missing boat",
                "Why the island cannot wait",
                "Prices fall for third month in a row",
                "A quiet end to a loud campaign",
            ],
        ),
        (
            "de",
            [
                "Fährplan erneut gescheitert, Rat ratlos",
                "Hafengebühren sollen um ein Zehntel steigen",
                "Rat lehnt neue Brücke nach langer Debatte ab",
                "Ministerin tritt wegen verlorener Akten zurück",
                "Polizei sucht vermisstes Boot",
                "Warum die Insel nicht warten kann",
                "Sturm legt Strom für Tausende lahm",
                "Regen verzögert das Eröffnungsspiel",
            ],
        ),
        (
            "fr",
            [
                "Le projet de ferry encore bloqué",
                "Les taxes du port vont augmenter",
                "Le conseil rejette le nouveau pont",
                "La ministre démissionne après la perte de dossiers",
                "La police cherche un bateau disparu",
                "Les prix baissent pour le troisième mois",
                "Une fin discrète pour une campagne bruyante",
                "Deux morts dans un accident",
            ],
        ),
        (
            "es",
            [
                "El plan del ferry vuelve a fracasar",
                "Las tasas del puerto subirán",
                "El consejo rechaza el nuevo puente",
                "La ministra dimite por los archivos perdidos",
                "Por qué la isla no puede esperar",
                "Los precios bajan por tercer mes",
                "La lluvia retrasa el partido",
                "El alcalde promete viviendas más baratas",
            ],
        ),
        (
            "it",
            [
                "Il piano del traghetto si ferma ancora",
                "Le tasse del porto aumenteranno",
                "Il consiglio respinge il nuovo ponte",
                "La polizia cerca una barca scomparsa",
                "Perché l’isola non può aspettare",
                "I prezzi scendono per il terzo mese",
                "Una fine tranquilla della campagna",
                "La pioggia ritarda la partita",
            ],
        ),
        (
            "nl",
            [
                "Veerplan loopt opnieuw vast",
                "Havengelden gaan dit jaar omhoog",
                "Raad wijst nieuwe brug af na lang debat",
                "Minister treedt af om verloren dossiers",
                "Waarom het eiland niet kan wachten",
                "Prijzen dalen voor de derde maand",
                "Storm zet duizenden zonder stroom",
                "Een stil einde van een luide campagne",
            ],
        ),
        (
            "pt",
            [
                "Plano do ferry volta a falhar",
                "Taxas do porto vão subir",
                "Conselho rejeita nova ponte",
                "Polícia procura barco desaparecido",
                "Porque a ilha não pode esperar",
                "Os preços descem pelo terceiro mês",
                "Dois mortos em acidente na autoestrada",
                "A chuva atrasa o jogo",
            ],
        ),
        (
            "sv",
            [
                "Färjeplanen stoppas igen av rådet",
                "Hamnavgifterna ska höjas",
                "Rådet avvisar ny bro efter lång debatt",
                "Ministern avgår efter förlorade akter",
                "Polisen söker efter försvunnen båt",
                "Därför kan ön inte vänta",
                "Priserna faller för tredje månaden",
                "Ett tyst slut på en högljudd kampanj",
            ],
        ),
    ];

    #[test]
    fn of_a_headline_the_language_is_right_or_not_known() {
        let mut right = 0;
        for (want, headlines) in HEADLINES {
            for headline in headlines {
                let (found, _) = language(headline);
                assert!(found.is_empty() || found == want, "{headline}: {found}");
                right += usize::from(found == want);
            }
        }
        assert!(right >= 16, "of 64 headlines only {right} are known");
    }

    #[test]
    fn a_paragraph_is_known() {
        for (want, text) in [
            (
                "en",
                "The council said on Tuesday that the plan for a second ferry had stalled for the third time this year, and \
                 that nobody on the board could say when the talks with the owners would go on again.",
            ),
            (
                "de",
                "Der Rat teilte am Dienstag mit, dass der Plan für eine zweite Fähre zum dritten Mal in diesem Jahr gescheitert \
                 sei und niemand sagen könne, wann die Gespräche weitergehen.",
            ),
        ] {
            assert_eq!(language(text).0, want);
        }
    }
}
