//! Stubs of lists beside what is there already: known, new, or of one page with others.

use super::stub::{KnownArticles, Particulars, are_of_one_page, loose};
use super::{ContestedField, Edit, Metadata, Project, Stub};
use crate::base::StubId;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What is known of articles and stubs that are there, so that a row of a list goes in once.
#[derive(Debug, Clone, Default)]
pub struct ListedArticles {
    known: KnownArticles<()>,
    stubs: BTreeSet<StubId>,
}

impl ListedArticles {
    /// The articles and stubs of a project.
    pub fn of(project: &Project) -> Self {
        let mut listed = Self::default();
        project.articles().for_each(|article| listed.note(&article.metadata));
        project.stubs().for_each(|stub| {
            listed.note(&stub.metadata);
            listed.stubs.insert(stub.id.clone());
        });
        listed
    }

    /// Takes in what is known of one.
    pub fn note(&mut self, about: &Metadata) {
        self.known.note(about, ());
    }

    /// Whether there is one of which the same is known.
    pub fn has(&self, about: &Metadata) -> bool {
        self.known.find_same(about).is_some()
    }

    /// Takes a stub in where nothing is there of which the same is known, and none of its name; returns whether it did.
    fn take(&mut self, stub: &Stub) -> bool {
        let is_new = !self.has(&stub.metadata) && self.stubs.insert(stub.id.clone());
        if is_new {
            self.note(&stub.metadata);
        }
        is_new
    }
}

/// Stubs by what is known of them.
#[derive(Debug, Clone, Default)]
pub struct KnownStubs(KnownArticles<StubId>);

impl KnownStubs {
    /// Those of a project.
    pub fn of(project: &Project) -> Self {
        let mut known = Self::default();
        project.stubs().for_each(|stub| known.note(stub));
        known
    }

    /// Takes one in.
    pub fn note(&mut self, stub: &Stub) {
        self.0.note(&stub.metadata, stub.id.clone());
    }

    /// The first of which the same is known: the same address or, where none is known, the same title, day and outlet.
    pub fn same(&self, about: &Metadata) -> Option<&StubId> {
        self.0.find_same(about)
    }
}

/// Stubs of a project of which the same is known as of another, each with the first of these.
pub fn twin_stubs(project: &Project) -> Vec<(&StubId, StubId)> {
    let mut known = KnownStubs::default();
    let mut twins = Vec::new();
    for stub in project.stubs() {
        match known.same(&stub.metadata) {
            Some(first) => twins.push((&stub.id, first.clone())),
            None => known.note(stub),
        }
    }
    twins
}

/// Stubs of lists as they go into a project.
///
/// What one list names without its address and another, or another row, with it is one stub, where both have one title,
/// nothing that is known of them differs, and it can be of one page only.
#[derive(Debug, Clone, Default)]
pub struct NewStubs {
    /// Those that are new.
    pub new: Vec<Arc<Stub>>,
    /// Those that were brought together with others.
    pub joined: Vec<JoinedStubs>,
    /// How many are there already, as articles or as stubs.
    pub known: usize,
}

/// A stub in which others of its page were brought together.
#[derive(Debug, Clone)]
pub struct JoinedStubs {
    /// The stubs of the project whose place it takes.
    pub before: Vec<Arc<Stub>>,
    /// All that is known of it.
    pub stub: Arc<Stub>,
    /// The names of those that were brought together in it.
    pub from: Vec<StubId>,
    /// What was said of it otherwise and does not stand in it.
    pub contested: Vec<ContestedField>,
}

/// A stub of the project or of a list.
struct TitledStub {
    stub: Arc<Stub>,
    own: Particulars,
    is_there: bool,
}

impl NewStubs {
    /// What the stubs of lists become beside what is there; `None` where nothing is.
    pub fn of(there: Option<&Project>, listed: Vec<Stub>) -> Self {
        let mut stubs = Self::default();
        if listed.is_empty() {
            return stubs;
        }
        let mut taken = there.map(ListedArticles::of).unwrap_or_default();
        let count = listed.len();
        let new: Vec<Arc<Stub>> = listed.into_iter().filter(|stub| taken.take(stub)).map(Arc::new).collect();
        stubs.known = count - new.len();
        let groups = by_title(there, &new);
        stubs.joined = groups.values().flat_map(|group| joined(group)).collect();
        let gone: BTreeSet<&StubId> = stubs.joined.iter().flat_map(|one| &one.from).collect();
        stubs.new = new.into_iter().filter(|stub| !gone.contains(&stub.id)).collect();
        stubs
    }
}

impl NewStubs {
    /// All that go in, the new ones first.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Stub>> {
        self.new.iter().chain(self.joined.iter().map(|joined| &joined.stub))
    }

    /// What brings them into the project.
    pub fn edits(&self) -> Vec<Edit> {
        let gone = self.joined.iter().flat_map(|joined| &joined.before);
        let gone = gone.map(|stub| Edit::RemoveStub { id: stub.id.clone() });
        gone.chain(self.all().map(|stub| Edit::AddStub { stub: Arc::clone(stub) })).collect()
    }
}

/// Stubs by title, as far as a new one is among them, and one with an address and one without.
fn by_title(there: Option<&Project>, new: &[Arc<Stub>]) -> BTreeMap<String, Vec<TitledStub>> {
    let mut groups: BTreeMap<String, Vec<TitledStub>> = BTreeMap::new();
    let titled = |stub: &Arc<Stub>| Some(loose(&stub.metadata.title)).filter(|title| !title.is_empty());
    for title in new.iter().filter_map(titled) {
        groups.entry(title).or_default();
    }
    let there = there.into_iter().flat_map(Project::stubs).map(|stub| (stub, true));
    for (stub, is_there) in there.chain(new.iter().map(|stub| (stub, false))) {
        if let Some(group) = titled(stub).and_then(|title| groups.get_mut(&title)) {
            let (stub, own) = (Arc::clone(stub), Particulars::of(&stub.metadata));
            group.push(TitledStub { stub, own, is_there });
        }
    }
    groups.retain(|_, group| {
        let with_address = group.iter().filter(|one| !one.own.web.is_empty()).count();
        with_address > 0 && with_address < group.len()
    });
    groups
}

/// The stubs of one title that are of one page each.
fn joined(group: &[TitledStub]) -> Vec<JoinedStubs> {
    let mut pages: HashMap<&str, Vec<&TitledStub>> = HashMap::new();
    let (bare, addressed): (Vec<_>, Vec<_>) = group.iter().partition(|one| one.own.web.is_empty());
    addressed.iter().for_each(|one| pages.entry(&one.own.web).or_default().push(one));
    let mut without: BTreeMap<&str, Vec<&TitledStub>> = BTreeMap::new();
    for one in bare {
        let fits = |page: &[&TitledStub]| page.iter().all(|other| one.own.has_nothing_else(&other.own));
        let mut fitting = pages.iter().filter(|(_, page)| fits(page));
        if let (Some((web, _)), None) = (fitting.next(), fitting.next()) {
            without.entry(web).or_default().push(one);
        }
    }
    let together = without.into_iter().filter_map(|(web, bare)| {
        let page = pages.get(web)?;
        let all = || page.iter().chain(&bare).copied();
        let are_one = are_of_one_page(all().map(|one| &one.own)) && all().any(|one| !one.is_there);
        let (first, others) = page.first().zip(Some(bare)).filter(|_| are_one)?;
        Some(JoinedStubs::new(first, &others))
    });
    together.collect()
}

impl JoinedStubs {
    /// What the first says, and what else the others know.
    fn new(first: &TitledStub, others: &[&TitledStub]) -> Self {
        let (mut stub, mut contested) = (Stub::clone(&first.stub), Vec::new());
        for other in others {
            let (both, differing) = stub.with(&other.stub);
            stub = both;
            contested.extend(differing);
        }
        let all = || std::iter::once(first).chain(others.iter().copied());
        Self {
            before: all().filter(|one| one.is_there).map(|one| Arc::clone(&one.stub)).collect(),
            stub: Arc::new(stub),
            from: all().map(|one| one.stub.id.clone()).collect(),
            contested,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::stub::tests::about;
    use crate::model::{Codebook, ImportRecord};

    fn study(stubs: &[Stub]) -> Project {
        let codebook = Arc::new(Codebook::new("x".to_owned(), 1, Vec::new()).expect("a codebook"));
        let id = crate::base::ProjectId::new("p").expect("id");
        let mut project = Project::new(id, "Study".to_owned(), codebook);
        stubs.iter().for_each(|stub| project.load_stub(Arc::new(stub.clone())));
        project
    }

    fn stub(title: &str, outlet: &str, date: &str, url: &str) -> Stub {
        let mut about = about(title, outlet, date, url);
        about.source_file = format!("{}.csv", if url.is_empty() { "bare" } else { "linked" });
        about.import = ImportRecord { sha256: about.source_file.clone(), ..ImportRecord::default() };
        Stub::new(about, String::new())
    }

    /// How many go in as new and how many are brought together.
    fn counts(there: &[Stub], listed: &[Stub]) -> (usize, usize) {
        let new = NewStubs::of(Some(&study(there)), listed.to_vec());
        (new.new.len(), new.joined.len())
    }

    #[test]
    fn what_is_named_without_an_address_gets_it_and_loses_nothing() {
        let bare = stub("Ferry plan stalls", "Harbour Post", "", "");
        let linked = stub("FERRY plan stalls", "", "2026-03-04", "https://post.example/f");
        for (there, listed) in [(&bare, &linked), (&linked, &bare)] {
            let mut project = study(std::slice::from_ref(there));
            let before = project.clone();
            let new = NewStubs::of(Some(&project), vec![listed.clone()]);
            assert_eq!((new.new.len(), new.known), (0, 0));
            let mut back = Vec::new();
            for edit in new.edits() {
                back.push(project.apply(edit).expect("fits"));
            }
            let stubs: Vec<_> = project.stubs().collect();
            assert_eq!(stubs.len(), 1);
            let about = &stubs[0].metadata;
            assert_eq!(stubs[0].id, linked.id, "the name that the list with the address gives it");
            assert_eq!(
                (about.outlet.as_str(), about.published.date.as_str()),
                ("Harbour Post", "2026-03-04")
            );
            assert_eq!(about.import.sha256, "linked.csv");
            let files: Vec<&str> = stubs[0].also_named_by.iter().map(|list| list.sha256.as_str()).collect();
            assert_eq!(files, ["bare.csv"]);
            assert_eq!(new.joined[0].contested.len(), 1, "the title is written otherwise");
            for edit in back.into_iter().rev() {
                project.apply(edit).expect("fits");
            }
            assert_eq!(project, before);
            let again = NewStubs::of(Some(&project), vec![there.clone()]);
            assert_eq!((again.known, again.edits().len()), (1, 0));
        }
        assert_eq!(counts(&[], &[bare.clone(), linked.clone()]), (0, 1), "rows of one list");
        assert_eq!(counts(&[bare, linked], &[stub("Pier", "", "", "")]), (1, 0), "only what comes in");
    }

    #[test]
    fn what_can_be_of_several_pages_stays_of_its_own() {
        let bare = stub("Letters", "", "", "");
        let page = |number: u32, date: &str| {
            stub("Letters", "Post", date, &format!("https://post.example/{number}"))
        };
        assert_eq!(counts(&[], &[bare.clone(), page(1, ""), page(2, "")]), (3, 0));
        assert_eq!(counts(std::slice::from_ref(&bare), &[page(1, ""), page(2, "")]), (2, 0));
        assert_eq!(counts(&[stub("Letters", "Times", "", "")], &[page(1, "")]), (1, 0), "another outlet");
        assert_eq!(counts(&[stub("Letters", "", "2026-03-04", "")], &[page(1, "2026-03-05")]), (1, 0));
        let two = [stub("Letters", "", "2026-03-04", ""), stub("Letters", "", "2026-03-05", "")];
        assert_eq!(counts(&two, &[page(1, "")]), (1, 0), "nothing tells which of the two it is");
        let both = [bare, stub("Letters", "Post", "", "")];
        assert_eq!(counts(&both, &[page(1, "")]), (0, 1), "nothing tells these apart");
    }
}
