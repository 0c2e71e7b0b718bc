package rest

import (
	"bytes"
	"encoding/json"
	"fmt"

	"anju/api/contract"
	"anju/frontend"
)

// pageWords are the product's words as the pages show them, by vocabulary and in
// the order they are offered. Papers, exports and the catalogue take theirs from
// here, so that a thing has one name wherever it is read.
var pageWords = readWords()

func readWords() map[string][]contract.Term {
	zh, en := wordsIn("zh-CN"), wordsIn("en")
	all := map[string][]contract.Term{}
	for vocabulary, raw := range zh {
		order, names := pairs(raw)
		_, english := pairs(en[vocabulary])
		for _, code := range order {
			all[vocabulary] = append(all[vocabulary], contract.Term{Code: code, NameZh: names[code], NameEn: english[code]})
		}
	}
	return all
}

func wordsIn(language string) map[string]json.RawMessage {
	var all map[string]json.RawMessage
	file, err := frontend.Words.ReadFile("src/shared/words/locales/" + language + ".json")
	if err == nil {
		err = json.Unmarshal(file, &all)
	}
	if err != nil {
		panic("the words that the program carries: " + err.Error())
	}
	return all
}

// pairs reads a flat object in its own order; what is none has none.
func pairs(raw json.RawMessage) (order []string, names map[string]string) {
	if json.Unmarshal(raw, &names) != nil {
		return nil, nil
	}
	for d := json.NewDecoder(bytes.NewReader(raw)); ; {
		key, err := d.Token()
		if err != nil {
			return order, names
		}
		if code, ok := key.(string); ok {
			order = append(order, code)
			_, _ = d.Token() // its name, which is in names
		}
	}
}

// vocabulary is one of the pages' lists.
func vocabulary(name string) []contract.Term {
	list := pageWords[name]
	if len(list) == 0 {
		panic(fmt.Sprintf("the pages have no words of %q", name))
	}
	return list
}
