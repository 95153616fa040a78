"""Events: which predicates tell one, of what type, with what modality, and what makes a row worth a row."""
