from django.urls import path

from rubrics.importing import deciding, views

app_name = "importing"

urlpatterns = [
    path("", views.documents, name="documents"),
    path("upload/", views.upload, name="upload"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/columns/", views.columns, name="columns"),
    path("<int:pk>/retry/", views.retry, name="retry"),
    path("<int:pk>/decide/", deciding.decide_ticked, name="decide_ticked"),
    path("drafts/<int:pk>/", deciding.draft, name="draft"),
    path("drafts/<int:pk>/accept/", deciding.accept, name="accept"),
    path("drafts/<int:pk>/merge/", deciding.merge, name="merge"),
    path("drafts/<int:pk>/dismiss/", deciding.dismiss, name="dismiss"),
    path("drafts/<int:pk>/bring-back/", deciding.bring_back, name="bring_back"),
]
