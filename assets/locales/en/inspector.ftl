# The inspector beside the article.
