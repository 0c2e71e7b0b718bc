package rest

import (
	"context"

	"anju/api/contract"
)

// peopleExports are the owners, their houses, and who works here.
func peopleExports() map[string]exported {
	return map[string]exported{
		"owners": exportOf("listOwners", "业主档案", "owners",
			columns("姓名|Name", "电话|Phone", "其他电话|Other phones", "邮箱|E-mail", "小区|Community", "房屋|House", "合同编号|Contract", "签约日期|Signed on|day", "交付日期|Handed over on|day", "建档时间|Made|moment"),
			func(s *Server, ctx context.Context, _ string, p contract.ListOwnersParams) ([]contract.Owner, *string, error) {
				r, err := s.ListOwners(ctx, contract.ListOwnersRequestObject{Params: p})
				page, _ := r.(contract.ListOwners200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			ownerRows),
		"houses": exportOf("listHouses", "房屋", "houses",
			columns("小区|Community", "楼栋|Building", "单元|Unit", "房号|Room", "名称|Label"),
			func(s *Server, ctx context.Context, _ string, p contract.ListHousesParams) ([]contract.House, *string, error) {
				r, err := s.ListHouses(ctx, contract.ListHousesRequestObject{Params: p})
				page, _ := r.(contract.ListHouses200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(w inWords, h contract.House) [][]any {
				return one(w.place(h.CommunityId), h.Building, h.Unit, h.Room, h.Label)
			}),
		"communities": exportOf("listCommunities", "小区", "communities",
			columns("小区|Community", "法人单位|Legal entity", "户数|Households|count"),
			func(s *Server, ctx context.Context, _ string, p contract.ListCommunitiesParams) ([]contract.Community, *string, error) {
				r, err := s.ListCommunities(ctx, contract.ListCommunitiesRequestObject{Params: p})
				page, _ := r.(contract.ListCommunities200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(_ inWords, c contract.Community) [][]any { return one(c.Name, c.LegalEntity, c.Households) }),
		"users": exportOf("listUsers", "用户", "users",
			columns("登录名|Login", "姓名|Name", "角色|Role", "部门|Department", "可见小区|Communities", "状态|State", "建立时间|Made|moment", "更新|Updated|moment"),
			func(s *Server, ctx context.Context, _ string, p contract.ListUsersParams) ([]contract.User, *string, error) {
				r, err := s.ListUsers(ctx, contract.ListUsersRequestObject{Params: p})
				page, _ := r.(contract.ListUsers200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			userRow),
	}
}

// ownerRows is a row a house, so that contracts and days stay beside theirs.
func ownerRows(w inWords, o contract.Owner) [][]any {
	who := []any{o.Name, o.Phone, w.joined(o.OtherPhones), o.Email}
	if len(o.Houses) == 0 {
		return one(append(who, nil, nil, nil, nil, nil, o.CreatedAt)...)
	}
	return each(o.Houses, func(h contract.Holding) []any {
		return append(who[:len(who):len(who)], w.place(h.CommunityId), h.Label, h.ContractNumber, h.SignedOn, h.HandedOverOn, o.CreatedAt)
	})
}

func userRow(w inWords, u contract.User) [][]any {
	places := ""
	if u.Role != contract.RoleOwner {
		places = w.place("")
		if len(u.CommunityIds) > 0 {
			places = w.joined(each(u.CommunityIds, func(id string) string { return w.place(id) }))
		}
	}
	state := w.say("在用", "Active")
	if !u.Active {
		state = w.say("已停用", "Stopped")
	}
	return one(u.Login, u.Name, w.term(roles, u.Role), w.department(u.Department), places, state, u.CreatedAt, u.UpdatedAt)
}
