// Package model reads a text as a linear model does: its features, what each of
// them weighs for each category, and which words decided. The weights come
// from the program in ../train; this package holds what both sides share.
package model

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"encoding/gob"
	"fmt"
	"math"
	"slices"
)

// weights.gob.gz is written by ../train.
//
//go:embed weights.gob.gz
var trained []byte

// Model holds the weights. It is not changed after it was made.
type Model struct {
	Names   []string  // features, sorted
	IDF     []float32 // how rare each is
	Weights []byte    // int8, len(Names) × len(Classes), in steps of Scale
	Scale   float32
	Lexicon []float32 // len(Classes) × len(Classes): what keywords of one weigh for another
	Bias    []float32
	SureAt  float64 // probability above which the best guess may be trusted

	Danger     []float32 // len(Names): what speaks for danger to life or limb now
	DangerBias float32
	DangerAt   float64 // probability above which an alarm is raised

	index map[string]int
}

// Load reads the trained model.
func Load() (*Model, error) {
	zip, err := gzip.NewReader(bytes.NewReader(trained))
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	m := &Model{}
	if err := gob.NewDecoder(zip).Decode(m); err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	k := len(Classes)
	if len(m.Weights) != len(m.Names)*k || len(m.IDF) != len(m.Names) || len(m.Danger) != len(m.Names) || len(m.Lexicon) != k*k || len(m.Bias) != k {
		return nil, fmt.Errorf("weights: made for other categories; train again")
	}
	m.Index()
	return m, nil
}

// Index makes the model ready for use.
func (m *Model) Index() {
	m.index = make(map[string]int, len(m.Names))
	for i, name := range m.Names {
		m.index[name] = i
	}
}

// Encode writes the model the way Load reads it; equal models, equal bytes.
func (m *Model) Encode() ([]byte, error) {
	var out bytes.Buffer
	zip, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if err := gob.NewEncoder(zip).Encode(m); err != nil {
		return nil, err
	}
	if err := zip.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// titleWeight is how often the title is read for once the text.
const titleWeight = 2

// Vector is a document in the numbers that the model multiplies.
type Vector struct {
	Index []int // of the feature, rising
	Value []float64
	Lex   []float64 // per class
}

// Vectorize counts, weighs by rarity and brings to length one; features that
// index does not know are left out.
func Vectorize(doc Document, index map[string]int, idf []float32) Vector {
	counts := map[int]float64{}
	for _, f := range doc.Features {
		if i, ok := index[f.Name]; ok {
			counts[i] += repeat(f.Title)
		}
	}
	v := Vector{Lex: make([]float64, len(Classes))}
	for i := range counts {
		v.Index = append(v.Index, i)
	}
	slices.Sort(v.Index) // sums of floats depend on their order
	norm := 0.0
	for _, i := range v.Index {
		x := (1 + math.Log(counts[i])) * float64(idf[i])
		v.Value = append(v.Value, x)
		norm += x * x
	}
	if norm = math.Sqrt(norm); norm > 0 {
		for i := range v.Value {
			v.Value[i] /= norm
		}
	}
	for _, kw := range doc.Keywords {
		v.Lex[kw.Class] += repeat(kw.Title)
	}
	norm = 0
	for i, n := range v.Lex {
		v.Lex[i] = math.Log1p(n)
		norm += v.Lex[i] * v.Lex[i]
	}
	if norm = math.Sqrt(norm); norm > 0 {
		for i := range v.Lex {
			v.Lex[i] /= norm
		}
	}
	return v
}

func repeat(title bool) float64 {
	if title {
		return titleWeight
	}
	return 1
}

// Vector of a document, for this model.
func (m *Model) Vector(doc Document) Vector { return Vectorize(doc, m.index, m.IDF) }

// Probabilities of every class, among those allowed.
func (m *Model) Probabilities(v Vector, allowed func(class int) bool) []float64 {
	k := len(Classes)
	scores := make([]float64, k)
	for c := range scores {
		scores[c] = float64(m.Bias[c])
		for l, x := range v.Lex {
			scores[c] += x * float64(m.Lexicon[l*k+c])
		}
	}
	for n, i := range v.Index {
		x := v.Value[n] * float64(m.Scale)
		for c := range scores {
			scores[c] += x * float64(int8(m.Weights[i*k+c]))
		}
	}
	return softmax(scores, allowed)
}

// DangerOf is the probability that a text tells of danger to life or limb now.
func (m *Model) DangerOf(v Vector) float64 {
	score := float64(m.DangerBias)
	for n, i := range v.Index {
		score += v.Value[n] * float64(m.Danger[i])
	}
	return 1 / (1 + math.Exp(-score))
}

func softmax(scores []float64, allowed func(int) bool) []float64 {
	top := math.Inf(-1)
	for c, s := range scores {
		if allowed(c) {
			top = max(top, s)
		}
	}
	sum := 0.0
	for c, s := range scores {
		scores[c] = 0
		if allowed(c) {
			scores[c] = math.Exp(s - top)
			sum += scores[c]
		}
	}
	for c := range scores {
		scores[c] /= sum
	}
	return scores
}

// A Reason is a stretch of the text, in runes, and what it weighs.
type Reason struct {
	Start, End int
	Weight     float64
}

// Reasons are the words that speak most for a class, the weightiest first,
// none overlapping.
func (m *Model) Reasons(doc Document, class, most int) []Reason {
	k := len(Classes)
	var all []Reason
	for _, kw := range doc.Keywords {
		if w := float64(m.Lexicon[kw.Class*k+class]); kw.Class == class && w > 0 {
			all = append(all, Reason{kw.Start, kw.End, w * float64(kw.End-kw.Start)})
		}
	}
	all = m.telling(all, doc, func(i int) float64 { return float64(int8(m.Weights[i*k+class])) * float64(m.Scale) / 8 })
	return weightiest(all, most)
}

// DangerReasons are the words that speak most for danger.
func (m *Model) DangerReasons(doc Document, most int) []Reason {
	return weightiest(m.telling(nil, doc, func(i int) float64 { return float64(m.Danger[i]) }), most)
}

func (m *Model) telling(all []Reason, doc Document, weight func(feature int) float64) []Reason {
	for _, f := range doc.Features {
		if i, ok := m.index[f.Name]; ok && f.End-f.Start >= 2 {
			if w := weight(i) * float64(m.IDF[i]); w > 0 {
				all = append(all, Reason{f.Start, f.End, w})
			}
		}
	}
	return all
}

func weightiest(all []Reason, most int) []Reason {
	slices.SortStableFunc(all, func(a, b Reason) int { return cmp.Compare(b.Weight, a.Weight) })
	var chosen []Reason
	for _, r := range all {
		if len(chosen) == most {
			break
		}
		if !slices.ContainsFunc(chosen, func(c Reason) bool { return r.Start < c.End && c.Start < r.End }) {
			chosen = append(chosen, r)
		}
	}
	return chosen
}
