package importing_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"anju/internal/core/fault"
	"anju/internal/core/owner/importing"
)

const plain = "姓名,小区,楼栋,单元,房号,合同编号,签约日期,交付日期,建筑面积,手机号,邮箱,身份证号\n" +
	"王磊,锦宸公馆,17,2,501,JCGG-2022-5324,2022/10/5,20241212,58.49,199-0000-8094,a@example.com,11010519491231002X\n"

func TestEveryEncodingReadsTheSame(t *testing.T) {
	want, err := importing.Read([]byte(plain))
	require.NoError(t, err)
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(plain)
	require.NoError(t, err)
	little, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.ReplaceAll(plain, ",", "\t"))
	require.NoError(t, err)
	for name, text := range map[string]string{
		"mark": "\uFEFF" + plain, "GB18030": gb, "UTF-16": little, "semicolons": strings.ReplaceAll(plain, ",", ";"), "CRLF": strings.ReplaceAll(plain, "\n", "\r\n"),
	} {
		got, err := importing.Read([]byte(text))
		require.NoError(t, err, name)
		require.Equal(t, want, got, name)
	}
	r := importing.Check(want, nil, importing.Known{})
	require.Len(t, r.Rows, 1)
	require.Equal(t, "17-2-501", r.Rows[0].Place.String())
	require.Equal(t, "2024-12-12", r.Rows[0].Holding.HandedOverOn)
	require.Equal(t, []int{2}, rowsWith(r, "unknown_community"))
	require.Len(t, r.Findings, 1)
}

func TestWorkbooks(t *testing.T) {
	book := excelize.NewFile()
	_, err := book.NewSheet("业主")
	require.NoError(t, err)
	for cell, value := range map[string]any{
		"A1": "姓名", "B1": "小区", "C1": "房号", "D1": "签约日期", "E1": "建筑面积", "F1": "手机号",
		"A2": "王磊", "B2": "锦宸公馆", "C2": "17幢2单元501室", "D2": time.Date(2022, 10, 5, 0, 0, 0, 0, time.UTC), "E2": 58.49, "F2": int64(19900008094),
		"A4": "岑安", "B4": "锦宸公馆", "C4": "1-101", "D4": "20210305", "E4": "0", "F4": "199-0000-1111",
	} {
		require.NoError(t, book.SetCellValue("业主", cell, value))
	}
	data, err := book.WriteToBuffer()
	require.NoError(t, err)

	sheet, err := importing.Read(data.Bytes())
	require.NoError(t, err)
	r := importing.Check(sheet, nil, importing.Known{})
	require.Equal(t, 2, r.Records)
	require.Len(t, r.Rows, 1)
	require.Equal(t, "2022-10-05", r.Rows[0].Holding.SignedOn)
	require.Equal(t, []string{"199-0000-8094"}, r.Rows[0].Phones)
	require.InDelta(t, 58.49, r.Rows[0].Holding.AreaM2, 1e-9)
	require.Equal(t, []int{4}, rowsWith(r, "area_not_positive"), "the empty row counts")
}

func TestErrorsOfARow(t *testing.T) {
	header := "姓名,小区,房号,签约日期,交付日期,建筑面积,手机号,邮箱\n"
	for line, want := range map[string]string{
		",晴川里,1-1-101,,,,19900001234,":                 "no_name",
		"王磊,,1-1-101,,,,19900001234,":                  "no_house",
		"王磊,晴川里,,,,,19900001234,":                      "no_house",
		"王磊,晴川里,不详,,,,19900001234,":                    "house_unreadable",
		"王磊,晴川里,1-1-101,2021-13-01,,,19900001234,":     "impossible_date",
		"王磊,晴川里,1-1-101,44260,,,19900001234,":          "impossible_date",
		"王磊,晴川里,1-1-101,,,-3,19900001234,":             "area_not_positive",
		"王磊,晴川里,1-1-101,,,０,19900001234,":              "area_not_positive",
		"王磊,晴川里,1-1-101,,,约九十,19900001234,":            "area_unreadable",
		strings.Repeat("长", 61) + ",晴川里,1-1-101,,,,1,": "too_long",
	} {
		sheet, err := importing.Read([]byte(header + line + "\n"))
		require.NoError(t, err)
		r := importing.Check(sheet, nil, importing.Known{})
		require.Empty(t, r.Rows, line)
		require.Len(t, r.Rejected, 1, line)
		require.Equal(t, []int{2}, rowsWith(r, want), line)
	}
	for line, want := range map[string]string{
		"王磊,晴川里,1-1-101,,,,,":                                "no_phone",
		"王磊,晴川里,1-1-101,,,,-,":                               "no_phone",
		"=1+1,晴川里,1-1-101,,,,19900001234,":                   "leading_sign",
		"王磊,晴川里,1-1-101,,,,19900001234,＠x":                   "leading_sign",
		"王磊,晴川里,1-1-101,2021-03-05,2020-03-05,,19900001234,": "handover_before_signing",
		"王磊,晴川里,1-1-101,,,,19900001234,nobody":               "email_unreadable",
	} {
		sheet, err := importing.Read([]byte(header + line + "\n"))
		require.NoError(t, err)
		r := importing.Check(sheet, nil, importing.Known{})
		require.Len(t, r.Rows, 1, line)
		require.Equal(t, []int{2}, rowsWith(r, want), line)
	}
}

func TestUnknownHeadersAreMapped(t *testing.T) {
	sheet, err := importing.Read([]byte("客户,楼盘,门牌\n王磊,晴川里,1-1-101\n"))
	require.NoError(t, err)
	r := importing.Check(sheet, nil, importing.Known{})
	require.Equal(t, []int{1, 1, 1}, rowsWith(r, "column_missing"))
	require.Empty(t, r.Rows)

	mapping := map[string]string{"name": "客户", "community": " 楼盘", "house": "门牌"}
	require.NoError(t, importing.CheckMapping(sheet.Headers, mapping))
	require.Len(t, importing.Check(sheet, mapping, importing.Known{}).Rows, 1)

	err = importing.CheckMapping(sheet.Headers, map[string]string{"name": "没有", "colour": "客户"})
	e, _ := fault.As(err)
	require.Len(t, e.Fields, 2)
}

func TestRejectedRowsComeBackCorrected(t *testing.T) {
	sheet, err := importing.Read([]byte("姓名,小区,房号,建筑面积,手机号,备注\n=王磊,晴川里,1-1-101,0,19900001234,\"a\nb\"\n岑安,晴川里,1-1-102,88,19900001235,\n"))
	require.NoError(t, err)
	r := importing.Check(sheet, nil, importing.Known{})
	out, err := importing.RejectedCSV(sheet.Headers, r, "zh-CN")
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(out, []byte("\uFEFF行号,原因,姓名")))
	require.Contains(t, string(out), "'=王磊")
	require.NotContains(t, string(out), "岑安")
	require.Contains(t, string(out), "面积须大于 0")

	sheet, err = importing.Read([]byte(strings.Replace(string(out), ",0,", ",90,", 1)))
	require.NoError(t, err)
	r = importing.Check(sheet, nil, importing.Known{})
	require.Len(t, r.Rows, 1)
	require.Equal(t, "=王磊", r.Rows[0].Name)
	require.Equal(t, "a\nb", r.Rows[0].Notes)
}

func TestBounds(t *testing.T) {
	_, err := importing.Read(make([]byte, importing.MaxBytes+1))
	require.True(t, fault.Is(err, fault.TooLarge))
	_, err = importing.Read([]byte("姓名\n" + strings.Repeat("王\n", importing.MaxRecords+1)))
	require.True(t, fault.Is(err, fault.TooLarge))
	_, err = importing.Read([]byte(strings.Repeat("列,", 101) + "列\n"))
	require.True(t, fault.Is(err, fault.TooLarge))
	for _, text := range []string{"", "\n\n", "\"open", "\uFEFF", "PK\x03\x04 no zip", "\xD0\xCF\x11\xE0", "%PDF-1.7\n1 0 obj", "\x89PNG\r\n\x1a\n", "\xFF\xD8\xFF\xE0", "<!DOCTYPE html>", "a\x00b"} {
		_, err = importing.Read([]byte(text))
		require.True(t, fault.Is(err, fault.Invalid), "%q", text)
	}
}

func TestAWorkbookThatUnfoldsToTooMuchIsRefused(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("xl/worksheets/sheet1.xml")
	require.NoError(t, err)
	zeros := make([]byte, 1<<20)
	for range 80 {
		_, err = w.Write(zeros)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	require.Less(t, b.Len(), importing.MaxBytes)
	_, err = importing.Read(b.Bytes())
	require.True(t, fault.Is(err, fault.Invalid))
}

func FuzzImport(f *testing.F) {
	f.Add([]byte(plain))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("姓名;小区;房号\n\"=王\n磊\";晴川里;3幢2单元1502室\n"))
	book := excelize.NewFile()
	_ = book.SetSheetRow("Sheet1", "A1", &[]any{"姓名", "小区", "房号"})
	_ = book.SetSheetRow("Sheet1", "A2", &[]any{"王磊", "晴川里", "1-1-101"})
	data, _ := book.WriteToBuffer()
	f.Add(data.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		sheet, err := importing.Read(data)
		if err != nil {
			_, known := fault.As(err)
			require.True(t, known, "every refusal is a fault")
			return
		}
		r := importing.Check(sheet, nil, importing.Known{})
		require.Equal(t, r.Records, len(r.Rows)+len(r.Rejected))
		_, err = importing.RejectedCSV(sheet.Headers, r, "en")
		require.NoError(t, err)
		c, err := importing.Plan(r.Rows, importing.Before{Sealed: seal(r.Rows), Keep: true, NewID: ids(), Now: noon})
		require.NoError(t, err)
		require.LessOrEqual(t, len(c.Created), len(r.Rows))
		for _, o := range c.Created {
			require.NotEmpty(t, o.Houses)
			require.NotEmpty(t, o.NameKey)
		}
	})
}
