//! What is known about an article, corrected in the window while others correct it on disk.

use crate::shell::{Fixture, on_disk, study};
use obelus::app::{Action, ArticleCommand, Command};
use obelus::base::ArticleId;
use obelus::model::{Edit, FileKey, Metadata, Project};
use obelus::shell::Program;
use obelus::store;
use std::path::Path;

fn about<'p>(project: &'p Project, id: &ArticleId) -> &'p Metadata {
    &project.article(id).expect("there").metadata
}

/// The article's file as another program would write it.
fn correct_on_disk(place: &Path, id: &ArticleId, correct: impl FnOnce(&mut Metadata)) {
    let mut project = on_disk(place);
    let mut metadata = about(&project, id).clone();
    correct(&mut metadata);
    let edit = Edit::SetMetadata { id: id.clone(), since: None, metadata: Box::new(metadata) };
    project.apply(edit).expect("there");
    store::save(&place.join("study"), &project, &FileKey::Article(id.clone())).expect("saved");
}

fn correct_here(fixture: &mut Fixture, id: &ArticleId, correct: impl FnOnce(&mut Metadata)) {
    let mut metadata = about(fixture.project(), id).clone();
    correct(&mut metadata);
    let metadata = Box::new(metadata);
    fixture.program.dispatch(Command::Article(ArticleCommand::SetMetadata { id: id.clone(), metadata }));
}

fn settle(fixture: &mut Fixture) {
    fixture.until("saved", |program| Program::is_saved(program) && !program.is_working());
}

#[test]
fn what_others_correct_about_an_article_stays_when_i_correct_something_else() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    settle(&mut fixture);
    let id = fixture.program.state.reading().expect("article").article.id.clone();
    correct_on_disk(place.path(), &id, |about| about.outlet = "Le Monde".to_owned());
    correct_here(&mut fixture, &id, |about| about.genre = "analysis".to_owned());
    fixture.until("came in", |program| {
        let project = &program.state.session.as_ref().expect("open").project;
        about(project, &id).outlet == "Le Monde"
    });
    settle(&mut fixture);
    let both = about(&on_disk(place.path()), &id).clone();
    assert_eq!((both.outlet.as_str(), both.genre.as_str()), ("Le Monde", "analysis"));
    assert_eq!(fixture.project(), &on_disk(place.path()));
    // Again, on what was brought together, and with the field cleared there.
    correct_on_disk(place.path(), &id, |about| about.outlet.clear());
    correct_here(&mut fixture, &id, |about| about.section = "Culture".to_owned());
    fixture.until("came in", |program| {
        let project = &program.state.session.as_ref().expect("open").project;
        about(project, &id).outlet.is_empty()
    });
    settle(&mut fixture);
    let both = about(&on_disk(place.path()), &id).clone();
    assert_eq!((both.outlet.as_str(), both.section.as_str()), ("", "Culture"));
    fixture.act(Action::Undo);
    settle(&mut fixture);
    assert_eq!(fixture.project(), &on_disk(place.path()));
}

#[test]
fn one_field_corrected_here_and_there_stays_as_here_and_is_said() {
    let place = study();
    let mut fixture = Fixture::open(place.path(), "Ada");
    settle(&mut fixture);
    let id = fixture.program.state.reading().expect("article").article.id.clone();
    correct_on_disk(place.path(), &id, |about| about.outlet = "Theirs".to_owned());
    correct_here(&mut fixture, &id, |about| about.outlet = "Ours".to_owned());
    fixture.until("said", |program| {
        let said = |notice: &obelus::app::Notice| notice.text.english();
        program.state.notices.iter().map(said).any(|said| said.contains("“Ours” here and “Theirs” elsewhere"))
    });
    settle(&mut fixture);
    assert_eq!(about(&on_disk(place.path()), &id).outlet, "Ours");
    assert_eq!(about(fixture.project(), &id).outlet, "Ours");
}
