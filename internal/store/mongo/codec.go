package mongo

import (
	"bytes"
	"encoding/json"
	"reflect"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"
)

// bsonOptions let the one set of JSON tags name the fields here too. What is
// nil stays null, as in JSON, so that both stores give back the same.
var bsonOptions = &options.BSONOptions{UseJSONStructTags: true}

// registry is the driver's, but for raw JSON: it is kept as the text that it
// is, because the hash chain is over its very bytes.
var registry = func() *bson.Registry {
	r := bson.NewRegistry()
	raw := reflect.TypeFor[json.RawMessage]()
	r.RegisterTypeEncoder(raw, bson.ValueEncoderFunc(func(_ bson.EncodeContext, w bson.ValueWriter, v reflect.Value) error {
		if v.IsNil() {
			return w.WriteNull()
		}
		return w.WriteString(string(v.Bytes()))
	}))
	r.RegisterTypeDecoder(raw, bson.ValueDecoderFunc(func(_ bson.DecodeContext, from bson.ValueReader, v reflect.Value) error {
		if from.Type() == bson.TypeNull {
			v.SetBytes(nil)
			return from.ReadNull()
		}
		text, err := from.ReadString()
		v.SetBytes([]byte(text))
		return err
	}))
	return r
}()

// document is v with its key in front, as it is stored.
func document(id string, v any) (bson.Raw, error) {
	var body bytes.Buffer
	e := bson.NewEncoder(bson.NewDocumentWriter(&body))
	e.SetRegistry(registry)
	e.UseJSONStructTags()
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	start, out := bsoncore.AppendDocumentStart(make([]byte, 0, body.Len()+len(id)+16))
	out = bsoncore.AppendStringElement(out, "_id", id)
	out = append(out, body.Bytes()[4:body.Len()-1]...) // without its length and its end
	out, err := bsoncore.AppendDocumentEnd(out, start)
	return bson.Raw(out), err
}
