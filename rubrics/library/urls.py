from django.urls import path

from rubrics.library import bulk, reviewing, views, writing

app_name = "library"

urlpatterns = [
    path("", views.questions, name="list"),
    path("new/", writing.new, name="new"),
    path("review/", views.review, name="review"),
    path("bulk/", bulk.change, name="bulk"),
    path("similar/", writing.similar, name="similar"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("<int:pk>/versions/<int:number>/", views.version, name="version"),
    path("<int:pk>/compare/", views.compare, name="compare"),
    path("<int:pk>/submit/", reviewing.submit, name="submit"),
    path("<int:pk>/take-back/", reviewing.take_back, name="take_back"),
    path("<int:pk>/approve/", reviewing.approve, name="approve"),
    path("<int:pk>/report/", reviewing.report, name="report"),
    path("<int:pk>/lift/", reviewing.lift, name="lift"),
]
