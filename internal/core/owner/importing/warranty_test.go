package importing_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/estate"
	"anju/internal/core/owner"
	"anju/internal/core/owner/importing"
)

func TestWarrantyByPart(t *testing.T) {
	sheet, err := importing.Read([]byte("姓名,小区,房屋,交付日期,手机号,防水保修至,门窗保修到期,装修保修\n" +
		"甲,香樟苑,1-1-101,2021-03-05,19900000001,2026-03-04,5年,２ 年\n" +
		"乙,香樟苑,1-1-102,2021-03-05,19900000002,2020-01-01,—,\n" +
		"丙,香樟苑,1-1-103,,19900000003,2026年3月4日,2年,\n" +
		"丁,香樟苑,1-1-104,2021-03-05,19900000004,2026-02-30,,\n"))
	require.NoError(t, err)
	r := importing.Check(sheet, nil, importing.Known{})
	require.Len(t, r.Rows, 3)
	require.Equal(t, []owner.PartWarranty{{Part: "waterproofing", Until: "2026-03-04"}, {Part: "decoration", Until: "2023-03-04"}, {Part: "doors_windows", Until: "2026-03-04"}}, r.Rows[0].Holding.Warranty)
	require.Equal(t, []int{3}, rowsWith(r, "warranty_before_handover"))
	require.Equal(t, []int{4}, rowsWith(r, "warranty_needs_handover"))
	require.Equal(t, []owner.PartWarranty{{Part: "waterproofing", Until: "2026-03-04"}}, r.Rows[2].Holding.Warranty)
	require.Equal(t, []int{5}, rowsWith(r, "impossible_date"))

	mapped, err := importing.Read([]byte("姓名,小区,房屋,手机号,渗漏质保\n甲,香樟苑,1-1-101,19900000001,2026/3/4\n"))
	require.NoError(t, err)
	mapping := map[string]string{"warranty.waterproofing": "渗漏质保"}
	require.NoError(t, importing.CheckMapping(mapped.Headers, mapping))
	r = importing.Check(mapped, mapping, importing.Known{})
	require.Equal(t, "2026-03-04", r.Rows[0].Holding.Warranty[0].Until)
}

func TestAnImportAddsWarrantiesAndOverwritesNone(t *testing.T) {
	read := func(text string) importing.Result {
		sheet, err := importing.Read([]byte("姓名,小区,房屋,手机号,防水保修至,门窗保修至\n甲,香樟苑,1-1-101,19900000001," + text + "\n"))
		require.NoError(t, err)
		return importing.Check(sheet, nil, importing.Known{})
	}
	first, err := importing.Plan(read("2026-03-04,").Rows, importing.Before{NewID: ids(), Now: noon})
	require.NoError(t, err)
	known := importing.Known{Communities: map[string]estate.Community{first.Communities[0].Key: first.Communities[0]}, Houses: map[string]estate.House{first.Houses[0].Sort: first.Houses[0]}}
	next, err := importing.Plan(read("2030-01-01,2024-01-01").Rows, importing.Before{Known: known, Owners: first.Created, NewID: ids(), Now: noon})
	require.NoError(t, err)
	require.Len(t, next.Updated, 1)
	require.Equal(t, []owner.PartWarranty{{Part: "waterproofing", Until: "2026-03-04"}, {Part: "doors_windows", Until: "2024-01-01"}}, next.Updated[0].Houses[0].Warranty)
}
