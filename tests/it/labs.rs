//! A small project to show and to click through: the labs of a company, in three articles.

use obelus::app::{ArticleCommand, AttributeCommand, ClaimChange, ClaimCommand, Command, ReadingCommand};
use obelus::base::{ArticleId, AttributeId, ChoiceId, ClaimId, ProjectId};
use obelus::model::{Article, Dated, Metadata, Value, Zone, ZoneKind};
use obelus::store::builtin_codebook;
use obelus::text::{Span, Text};

use crate::machine::{Machine, project};

const FRENCH: &str = "\
Le pari de Meta, ou la fuite en avant
Par notre rédaction numérique
Le groupe a regroupé ses équipes de recherche dans une entité nouvelle, confiée à un dirigeant venu de l’annotation de données. C’est l’aveu d’un échec : son modèle Llama 4 n’a convaincu personne, ni les développeurs ni les investisseurs.
Au printemps, selon deux sources proches des discussions, il aurait approché la start-up Safe Superintelligence en vue d’un rachat, sans succès. Faute de pouvoir acheter l’entreprise, il en débauche aujourd’hui les cadres à prix d’or. Une porte-parole conteste ce récit et parle de « rencontres ordinaires ».
Les primes proposées dépasseraient cent millions de dollars par personne. Reste à savoir si une somme de talents suffit à faire une équipe.
À l’automne, le nouveau laboratoire devra présenter un premier modèle.
";

const HEBREW: &str =
    "מעבדה חדשה\nבאביב מטא ניסתה לרכוש את החברה Safe Superintelligence, כך אמרו שני מקורות. זה היה כישלון.\n";

const ENGLISH: &str = "Meta sets up new lab as chief hires rivals’ stars\nThe company tried to buy Safe Superintelligence in the spring, two people said. Llama 4 has been a flop.\n";

/// The project, opened at the French article.
pub fn fresh() -> Machine {
    let mut hebrew = article("hebrew", "הצופה", "מעבדה חדשה", HEBREW);
    hebrew.metadata.language = "he".to_owned();
    let wire = article(
        "northern-wire",
        "Northern Wire",
        "Meta sets up new lab as chief hires rivals’ stars",
        ENGLISH,
    );
    let id = ProjectId::new("labs").unwrap();
    let mut machine = Machine::without_project("Ada");
    machine.open(project(id, "Superintelligence Labs", builtin_codebook(), vec![french(), hebrew, wire]));
    machine.send(Command::Article(ArticleCommand::Open(ArticleId::new("cadran").unwrap())));
    machine
}

/// With tags and claims.
pub fn worked() -> Machine {
    let mut machine = fresh();
    machine.send(Command::Reading(ReadingCommand::GoToSentence(2)));
    for letter in ['F', 'O', 'F', 'O'] {
        machine.tag(letter);
    }
    machine.claim("son modèle Llama 4 n’a convaincu personne", "LLaMA4 failure");
    machine.claim(
        "il aurait approché la start-up Safe Superintelligence en vue d’un rachat",
        "Acquisition attempt",
    );
    machine.claim("il en débauche aujourd’hui les cadres", "Acqui-hire instead of takeover");
    machine.claim("acheter l’entreprise", "Acquisition attempt");
    let mention = machine.focus();
    machine.send(Command::Claim(ClaimCommand::Change {
        id: ClaimId::new("ada/acquisition-attempt").unwrap(),
        change: ClaimChange::Wording("Meta tried to acquire Safe Superintelligence.".to_owned()),
    }));
    machine.send(Command::Attribute(AttributeCommand::Set {
        id: mention,
        attribute: AttributeId::new("certainty").unwrap(),
        value: Some(Value::Choice(ChoiceId::new("possible").unwrap())),
    }));
    machine
}

/// An article written from right to left, with a claim in it.
pub fn hebrew() -> Machine {
    let mut machine = fresh();
    machine.send(Command::Article(ArticleCommand::Open(ArticleId::new("hebrew").unwrap())));
    machine.tag('O');
    machine.claim("ניסתה לרכוש את החברה", "ניסיון רכישה");
    machine.memo("האם זו דעה?", true);
    machine
}

fn french() -> Article {
    let mut article = article("cadran", "Le Cadran", "Le pari de Meta, ou la fuite en avant", FRENCH);
    article.metadata.language = "fr".to_owned();
    article.metadata.published =
        Dated { date: "2025-07-03".to_owned(), as_written: "3 juillet 2025".to_owned() };
    let byline = article.text.line(1).unwrap();
    article.zones = vec![
        Zone { kind: ZoneKind::Headline, span: Span::new(0, article.text.line(0).unwrap().1).unwrap() },
        Zone { kind: ZoneKind::Byline, span: Span::new(byline.0, byline.1).unwrap() },
    ];
    article
}

fn article(id: &str, outlet: &str, title: &str, text: &str) -> Article {
    Article {
        id: ArticleId::new(id).unwrap(),
        text: Text::new(text).unwrap(),
        metadata: Metadata { title: title.to_owned(), outlet: outlet.to_owned(), ..Metadata::default() },
        zones: Vec::new(),
    }
}
