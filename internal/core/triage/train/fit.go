package main

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"anju/internal/core/triage/model"
)

// sample is a text whose category is known.
type sample struct {
	title, text string
	class       int    // -1 where the text serves to tell danger alone
	severity    string // "" where not labelled
	weight      float64
	danger      bool // to life or limb, now
	doc         model.Document
}

// Chosen by five-fold cross-validation.
const (
	epochs      = 30
	rate        = 0.05
	decay       = 2e-4
	phraseShare = 0.7 // how much one of our own phrases counts beside a real case
	loudGrams   = 2.0 // n-grams and keywords, each of length one, are not equally telling
	loudWords   = 3.0
	loudDanger  = 2.0
	dangerShare = 5.0
	dangerAt    = 0.3 // an alarm too many rather than one too few
)

// fit is multinomial logistic regression by AdaGrad in a fixed random order:
// same samples, same model.
func fit(everything []sample) *model.Model {
	k := len(model.Classes)
	names, index, idf := vocabulary(everything)
	var samples []sample
	for _, s := range everything {
		if s.class >= 0 {
			samples = append(samples, s)
		}
	}
	n := len(names)
	w, g := make([]float64, (n+k+1)*k), make([]float64, (n+k+1)*k)
	vectors := make([]model.Vector, len(samples))
	for i, s := range samples {
		vectors[i] = model.Vectorize(s.doc, index, idf)
	}
	order := make([]int, len(samples))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(1, 2))
	p := make([]float64, k)
	for range epochs {
		random.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, s := range order {
			v := vectors[s]
			each := func(do func(at int, x float64)) {
				for j, i := range v.Index {
					do(i*k, v.Value[j]*loudGrams)
				}
				for l, x := range v.Lex {
					if x != 0 {
						do((n+l)*k, x*loudWords)
					}
				}
				do((n+k)*k, 1)
			}
			clear(p)
			each(func(at int, x float64) {
				for c := range p {
					p[c] += x * w[at+c]
				}
			})
			top := slices.Max(p)
			sum := 0.0
			for c := range p {
				p[c] = math.Exp(p[c] - top)
				sum += p[c]
			}
			for c := range p {
				p[c] /= sum
			}
			p[samples[s].class]--
			each(func(at int, x float64) {
				for c := range p {
					d := samples[s].weight*p[c]*x + decay*w[at+c]
					g[at+c] += d * d
					w[at+c] -= rate * d / (1e-3 + math.Sqrt(g[at+c]))
				}
			})
		}
	}
	m := &model.Model{Names: names, IDF: idf, Weights: make([]byte, n*k), Lexicon: make([]float32, k*k), Bias: make([]float32, k)}
	largest := 0.0
	for _, x := range w[:n*k] {
		largest = max(largest, math.Abs(x*loudGrams))
	}
	m.Scale = float32(largest / 127)
	for i, x := range w[:n*k] {
		m.Weights[i] = byte(int8(math.Round(x * loudGrams / float64(m.Scale))))
	}
	for i := range m.Lexicon {
		m.Lexicon[i] = float32(w[n*k+i] * loudWords)
	}
	for c := range m.Bias {
		m.Bias[c] = float32(w[(n+k)*k+c])
	}
	m.Index()
	fitDanger(m, index, everything)
	return m
}

// fitDanger is a two-way logistic regression over the same features: is life or
// limb in danger now? Dangers are few, so each of them counts for more.
func fitDanger(m *model.Model, index map[string]int, samples []sample) {
	weights, squares := make([]float64, len(m.Names)+1), make([]float64, len(m.Names)+1)
	vectors := make([]model.Vector, len(samples))
	for i, s := range samples {
		vectors[i] = model.Vectorize(s.doc, index, m.IDF)
	}
	random := rand.New(rand.NewPCG(3, 4))
	bias := len(m.Names)
	for range epochs {
		for _, i := range random.Perm(len(samples)) {
			v, score, target, weight := vectors[i], weights[bias], 0.0, 1.0
			for j, f := range v.Index {
				score += weights[f] * v.Value[j] * loudDanger
			}
			if samples[i].danger {
				target, weight = 1, dangerShare
			}
			miss := weight * (1/(1+math.Exp(-score)) - target)
			step := func(at int, x float64) {
				d := miss*x + decay*weights[at]
				squares[at] += d * d
				weights[at] -= rate * d / (1e-3 + math.Sqrt(squares[at]))
			}
			for j, f := range v.Index {
				step(f, v.Value[j]*loudDanger)
			}
			step(bias, 1)
		}
	}
	m.Danger = make([]float32, len(m.Names))
	for i := range m.Danger {
		m.Danger[i] = float32(math.Round(weights[i]*loudDanger*100) / 100)
	}
	m.DangerBias = float32(weights[bias])
	m.DangerAt = dangerAt
}

// vocabulary is every feature of the samples.
func vocabulary(samples []sample) (names []string, index map[string]int, idf []float32) {
	docs := map[string]int{}
	for _, s := range samples {
		seen := map[string]bool{}
		for _, f := range s.doc.Features {
			if !seen[f.Name] {
				seen[f.Name] = true
				docs[f.Name]++
			}
		}
	}
	names = slices.Sorted(maps.Keys(docs))
	index = make(map[string]int, len(names))
	for i, name := range names {
		index[name] = i
		idf = append(idf, float32(math.Log(float64(1+len(samples))/float64(1+docs[name]))))
	}
	return names, index, idf
}
