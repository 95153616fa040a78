"""Grammar: the phrases and predicates of a sentence, and which phrase is subject, object or genitive of which."""
