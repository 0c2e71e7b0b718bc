package rest

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/gofiber/fiber/v2"

	"anju/internal/core/fault"
)

// check holds a request against the contract: what cannot be read first, then
// all wrong fields of query, headers and body at once.
func (s *Server) check(c *fiber.Ctx, op *operation) error {
	var wrong fault.Fields
	for _, p := range op.params {
		if err := checkParameter(c, p.Value, &wrong); err != nil {
			return err
		}
	}
	if !op.upload {
		if err := checkBody(c, op, s.HTTP.BodyBytes, &wrong); err != nil {
			return err
		}
	}
	return wrong.Err()
}

// checkParameter judges one parameter of the query or one header.
func checkParameter(c *fiber.Ctx, p *openapi3.Parameter, wrong *fault.Fields) error {
	text, there := parameter(c, p)
	if !there {
		if p.Required {
			wrong.Require(p.Name, "")
		}
		return nil
	}
	if !utf8.ValidString(text) {
		return malformed()
	}
	schema := p.Schema.Value
	value, ok := read(text, schema)
	if !ok {
		explain(&openapi3.SchemaError{Schema: schema, SchemaField: "type"}, p.Name, wrong)
		return nil
	}
	if err := visitValue(schema, value); err != nil {
		explain(err, p.Name, wrong)
	}
	return nil
}

func parameter(c *fiber.Ctx, p *openapi3.Parameter) (string, bool) {
	if p.In == openapi3.ParameterInHeader {
		sent := c.Request().Header.PeekAll(p.Name)
		if len(sent) == 0 {
			return "", false
		}
		return string(sent[0]), true
	}
	args := c.Request().URI().QueryArgs()
	return string(args.Peek(p.Name)), args.Has(p.Name)
}

// read makes of a text what its schema says.
func read(text string, schema *openapi3.Schema) (any, bool) {
	switch {
	case schema.Type.Is("integer"):
		n, err := strconv.ParseInt(text, 10, 64)
		return float64(n), err == nil
	case schema.Type.Is("boolean"):
		return text == "true", text == "true" || text == "false"
	case schema.Type.Is("array"):
		parts := strings.Split(text, ",")
		values := make([]any, len(parts))
		for i, part := range parts {
			values[i] = part
		}
		return values, true
	}
	return text, true
}

// checkBody judges a JSON body and leaves it where the generated server reads it.
func checkBody(c *fiber.Ctx, op *operation, limit int, wrong *fault.Fields) error {
	body, err := wholeBody(c, limit)
	if err != nil {
		return err
	}
	if op.body == nil {
		return nil // a body where none is expected says nothing
	}
	if len(bytes.TrimSpace(body)) == 0 && !op.needBody {
		c.Request().SetBodyRaw([]byte("{}"))
		c.Request().Header.SetContentType(fiber.MIMEApplicationJSON)
		return visitBody(op, map[string]any{}, wrong)
	}
	if media, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType)); err != nil || media != fiber.MIMEApplicationJSON {
		return unsupported("请求内容须为 JSON（application/json）。", "The body must be JSON (application/json).")
	}
	if enc := c.Get(fiber.HeaderContentEncoding); enc != "" && enc != "identity" {
		return unsupported("不接受压缩的请求内容。", "A compressed body is not taken.")
	}
	value, err := readJSON(body)
	if err != nil {
		return malformed().Because(err)
	}
	return visitBody(op, value, wrong)
}

func visitBody(op *operation, value any, wrong *fault.Fields) error {
	if err := visitValue(op.body, value); err != nil {
		explain(err, "", wrong)
	}
	return nil
}

// wholeBody reads a body that came as a stream because it is large, up to the limit.
func wholeBody(c *fiber.Ctx, limit int) ([]byte, error) {
	r := c.Request()
	if !r.IsBodyStream() {
		return r.Body(), nil
	}
	body, err := io.ReadAll(io.LimitReader(c.Context().RequestBodyStream(), int64(limit)+1))
	if err != nil {
		return nil, malformed().Because(err)
	}
	if len(body) > limit {
		return nil, tooLarge()
	}
	r.SetBodyRaw(body)
	return body, nil
}

// readJSON reads one value and nothing after it; numbers keep their digits.
func readJSON(body []byte) (any, error) {
	if !utf8.Valid(body) {
		return nil, malformed()
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, malformed()
	}
	return value, nil
}

func unsupported(zh, en string) error {
	return fault.New(fault.Unsupported, "unsupported_media_type", zh, en)
}

func visitValue(schema *openapi3.Schema, value any) error {
	return schema.VisitJSON(value, openapi3.MultiErrors(), openapi3.VisitAsRequest(), openapi3.EnableFormatValidation(), openapi3.WithStringFormatValidators(formats))
}

// formats judge dates by the calendar; the library's look at the digits alone.
var formats = map[string]openapi3.StringFormatValidator{
	"date":      layout(time.DateOnly),
	"date-time": layout(time.RFC3339),
}

func layout(form string) openapi3.StringFormatValidator {
	return openapi3.NewCallbackValidator(func(text string) error {
		_, err := time.Parse(form, text)
		return err
	})
}
