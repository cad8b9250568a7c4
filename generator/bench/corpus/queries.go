package corpus

import "fmt"

// Queries are what readers of the corpus may search for: one or two words, in
// English and in Chinese, common ones and names. Each occurs in some note.
func (c *Corpus) Queries(count int) []string {
	r := c.random(0, streamQueries)
	queries := make([]string, count)
	for i := range queries {
		// Names are those of popular notes, which others speak of.
		note := c.Head(c.anyPopular(r, -1))
		switch i % 5 {
		case 0:
			queries[i] = nouns[skewed(r, len(nouns), wordHead)]
		case 1:
			queries[i] = fmt.Sprintf("%s %s", adjectives[skewed(r, len(adjectives), wordHead)], nouns[skewed(r, len(nouns), wordHead)])
		case 2:
			queries[i] = note.Name
		case 3:
			queries[i] = note.Han
		case 4:
			queries[i] = fmt.Sprintf("%s %s", note.Name, nouns[skewed(r, len(nouns), wordHead)])
		}
	}
	return queries
}
