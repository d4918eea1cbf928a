//! Changes of what is known of articles whose texts are not at hand.

use super::{Edit, EditError, Metadata, Project, Stub};
use crate::base::StubId;
use std::sync::Arc;

impl Project {
    pub(super) fn add_stub(&mut self, stub: Arc<Stub>) -> Result<Edit, EditError> {
        let id = stub.id.clone();
        if self.stubs.contains_key(&id) {
            return Err(EditError::StubExists(id));
        }
        self.stubs.insert(id.clone(), stub);
        Ok(Edit::RemoveStub { id })
    }

    pub(super) fn remove_stub(&mut self, id: StubId) -> Result<Edit, EditError> {
        let stub = self.stubs.remove(&id).ok_or(EditError::NoStub(id))?;
        Ok(Edit::AddStub { stub })
    }

    pub(super) fn set_stub_metadata(
        &mut self,
        id: StubId,
        since: Option<Box<Metadata>>,
        metadata: Box<Metadata>,
    ) -> Result<Edit, EditError> {
        let stub = self.stubs.get_mut(&id).ok_or_else(|| EditError::NoStub(id.clone()))?;
        let (now, before) = Arc::make_mut(stub).metadata.correct(since.as_deref(), *metadata);
        Ok(Edit::SetStubMetadata { id, since: Some(Box::new(now)), metadata: Box::new(before) })
    }
}
