"""Places: recognised by a gazetteer, the NER and the words beside them; resolved to GeoNames by the article as a whole."""
