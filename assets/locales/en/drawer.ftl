# The drawer under the article: claims, places found, questions, history, orphans.
